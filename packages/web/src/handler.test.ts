import { expect, test } from "vitest";
import { testApplication } from "./testing/application.ts";
import { openBrowser } from "./testing/browser.ts";
import { signUp } from "./testing/people.ts";

test("who signs up has one cookie for their session, and no token was in any answer", async () => {
  const application = testApplication();
  const browser = openBrowser(application.auth.handler);
  await signUp(application, browser);
  expect([...browser.cookies.keys()]).toEqual(["__Host-tiauth_session_token"]);
  expect(browser.received.at(-1)?.setCookies.at(-1)).toMatch(
    /^__Host-tiauth_session_token=[\w.]+; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure$/,
  );
  const bodies = browser.received.map(({ body }) => body).join();
  const secrets = application.calls.join().match(/[a-z2-9]{24}\.[a-z2-9]{24}/g) ?? [];
  expect(secrets.length).toBeGreaterThan(2);
  expect(secrets.filter((secret) => bodies.includes(secret))).toEqual([]);
  expect(await browser.client.getSession()).toMatchObject({ ok: true, session: { userId: expect.any(String) } });
});
