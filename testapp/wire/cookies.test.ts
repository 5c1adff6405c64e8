import { actions } from "@tiauth/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startWorld, type World } from "../harness/index.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Posts an action as a page would that has the cookies of somebody who is signed in, whatever a cookie may be called. */
async function askWithCookies(action: string, sessionToken: string) {
  const cookies = ["session_token", "session", "token", "tiauth"].map((name) => `${name}=${sessionToken}`).join("; ");
  const response = await fetch(world.tiauth.url, {
    method: "POST",
    headers: { Cookie: cookies, Authorization: `Bearer ${sessionToken}` },
    body: JSON.stringify({ action, arguments: { session_token: "" } }),
  });
  return { setCookie: response.headers.getSetCookie(), answer: await response.json() };
}

it("a cookie opens no session, nor does a header", async () => {
  const { sessionToken } = await world.signUp();
  for (const action of ["get_session", "delete_session", "delete_all_sessions"]) {
    const { answer } = await askWithCookies(action, sessionToken);
    expect(answer).toMatchObject({ ok: false, error_code: "invalid_session_token" });
  }
  expect(await world.client.getSession({ sessionToken })).toMatchObject({ ok: true });
});

it("no answer of any action sets a cookie", async () => {
  for (const action of Object.keys(actions)) expect((await askWithCookies(action, "")).setCookie).toEqual([]);
});
