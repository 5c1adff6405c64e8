import { type Context, Hono } from "hono";
import type { AccountEnv } from "../app-env.ts";
import { type Problem, problemOf } from "../forms/refusals.ts";
import { DevicesPage } from "../pages/devices-page.tsx";
import { seeOther } from "./see-other.ts";

/** Where somebody is signed in, and how to end that there. */
export const devices = new Hono<AccountEnv>()
  .get("/", (context) => renderDevices(context))
  .post("/sign-out-others", async (context) => {
    const result = await context.var.auth.client.deleteOtherSessions();
    if (result.ok) return seeOther(context, "/account/devices", "others-signed-out");
    return renderDevices(context, problemOf(result.errorCode));
  })
  .post("/:sessionId/sign-out", async (context) => {
    const result = await context.var.auth.client.deleteSessionById({ sessionId: context.req.param("sessionId") });
    if (result.ok) return seeOther(context, "/account/devices", "device-signed-out");
    return renderDevices(context, problemOf(result.errorCode));
  });

async function renderDevices(context: Context<AccountEnv>, problem?: Problem) {
  const listed = await context.var.auth.client.listSessions();
  const sessions = listed.ok ? listed.sessions : [];
  const shown = problem ?? (listed.ok ? undefined : problemOf(listed.errorCode));
  context.status(shown ? 422 : 200);
  return context.render(<DevicesPage sessions={sessions} problem={shown} />, { title: "Your devices" });
}
