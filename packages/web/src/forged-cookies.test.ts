import { expect, test } from "vitest";
import { seal } from "./seal.ts";
import { cookieSecret, testApplication } from "./testing/application.ts";
import { type Browser, openBrowser } from "./testing/browser.ts";
import { signUp } from "./testing/people.ts";

const sessionCookie = "__Host-tiauth_session_token";
const resetCookie = "__Host-tiauth_user_password_reset_token";
const until = Date.parse("2030-06-01T00:00:00Z") / 1000;
const token = `${"a".repeat(24)}.${"b".repeat(24)}`;

/** Somebody who is signed in. */
async function open() {
  const application = testApplication();
  const browser = openBrowser(application.auth.handler);
  await signUp(application, browser);
  application.takeCalls();
  return { application, browser, value: browser.cookies.get(sessionCookie) ?? "" };
}
const withoutCall = async (browser: Browser) =>
  expect(await browser.client.getSession().catch((error: unknown) => error)).toMatchObject({
    status: 403,
    code: "invalid_cookie",
  });

test.each<[string, (value: string) => string | Promise<string>]>([
  ["nothing", () => ""],
  ["a bare token", () => token],
  ["another signature", (value) => value.replace(/.$/, (last) => (last === "0" ? "1" : "0"))],
  ["no signature", (value) => value.replace(/[^.]+$/, "")],
  ["another token", (value) => value.replace(/^./, (first) => (first === "a" ? "b" : "a"))],
  ["a later end", (value) => value.replace(/\.(\d+)\.(?=[^.]+$)/, (_, seconds) => `.${Number(seconds) + 1}.`)],
  [
    "the signature of another secret",
    () => seal(sessionCookie, { token, until }, "the secret of somebody else, as long"),
  ],
  ["the signature of another name", () => seal(resetCookie, { token, until }, cookieSecret)],
  ["the signature of a cookie without __Host-", () => seal("tiauth_session_token", { token, until }, cookieSecret)],
  ["much", () => "a".repeat(100_000)],
  ["capital letters", (value) => value.toUpperCase()],
])("W2: a cookie with %s gets 403 and is cleared, and no call is made", async (_, forge) => {
  const { application, browser, value } = await open();
  browser.cookies.set(sessionCookie, await forge(value));
  await withoutCall(browser);
  expect(browser.cookies.size).toBe(0);
  expect(application.takeCalls()).toEqual([]);
});

test("W2: a cookie that is older than its kind lives gets 403 and is cleared, and no call is made", async () => {
  const { application, browser } = await open();
  application.wait(400 * 24 * 60 * 60 - 1);
  expect(await browser.client.getSession()).toMatchObject({ ok: false }); // the session itself ran out long ago
  const { application: other, browser: late } = await open();
  other.wait(400 * 24 * 60 * 60);
  await withoutCall(late);
  expect(late.cookies.size).toBe(0);
  expect(other.takeCalls()).toEqual([]);
});

test("two cookies of one name that differ are both refused: nobody can tell which was put there", async () => {
  const { application, browser, value } = await open();
  const attackers = await seal(sessionCookie, { token, until }, cookieSecret);
  for (const header of [`${value}; ${sessionCookie}=${attackers}`, `${attackers}; ${sessionCookie}=${value}`]) {
    browser.cookies.set(sessionCookie, header);
    await withoutCall(browser);
  }
  expect(application.takeCalls()).toEqual([]);
  browser.cookies.set(sessionCookie, `${value}; ${sessionCookie}=${value}`);
  expect(await browser.client.getSession()).toMatchObject({ ok: true });
});

test("a cookie of a sub-domain, which cannot be __Host-, is none of ours", async () => {
  const { application, browser, value } = await open();
  const attackers = await seal("tiauth_session_token", { token, until }, cookieSecret);
  browser.cookies.set("tiauth_session_token", attackers);
  browser.cookies.set("__host-tiauth_session_token", attackers);
  browser.cookies.set(` ${sessionCookie}X`, attackers);
  expect(await browser.client.getSession()).toMatchObject({ ok: true });
  expect(browser.cookies.get(sessionCookie)).toBe(value);
  expect(application.calls.join()).not.toContain(token);
});

test("a forged cookie of one kind does not keep anybody from what needs another", async () => {
  const { browser } = await open();
  browser.cookies.set(sessionCookie, "forged");
  expect(await browser.client.createSignin({ userEmailAddress: "alice@example.com" })).toMatchObject({ ok: true });
});

test("a header full of cookies is looked through", async () => {
  const { browser } = await open();
  for (let index = 0; index < 5000; index++) browser.cookies.set(`other-${index}`, "=;=".slice(0, index % 2));
  expect(await browser.client.getSession()).toMatchObject({ ok: true });
});
