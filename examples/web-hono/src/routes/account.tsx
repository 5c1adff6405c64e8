import { requireSession } from "@tiauth/web/hono";
import { Hono } from "hono";
import type { AccountEnv } from "../app-env.ts";
import { readForm } from "../forms/read-form.ts";
import { AccountPage } from "../pages/account-page.tsx";
import { devices } from "./devices.tsx";
import { emailAddress } from "./email-address.tsx";
import { loadAccount } from "./load-account.ts";
import { password } from "./password.tsx";
import { seeOther } from "./see-other.ts";

/** All that is for people who are signed in. */
export const account = new Hono<AccountEnv>()
  .use(requireSession({ signInPath: "/sign-in" }), loadAccount)
  .get("/", (context) => context.render(<AccountPage account={context.var.account} />, { title: "Your account" }))
  .post("/", async (context) => {
    const field = await readForm(context);
    const profile = { displayName: shortened(field("display_name"), 100), bio: shortened(field("bio"), 1000) };
    context.var.accounts.saveProfile(context.var.account.id, profile);
    return seeOther(context, "/account", "profile-saved");
  })
  .post("/sign-out", async (context) => {
    // Also where it is refused nobody is signed in any more.
    await context.var.auth.client.deleteSession();
    return seeOther(context, "/sign-in", "signed-out");
  })
  .route("/devices", devices)
  .route("/email-address", emailAddress)
  .route("/password", password);

const shortened = (text: string, maxLength: number) => text.trim().slice(0, maxLength);
