import { expect, test } from "vitest";
import { isLocal, isSameOrigin } from "./origin.ts";
import { testApplication } from "./testing/application.ts";
import { openBrowser } from "./testing/browser.ts";
import { signUp } from "./testing/people.ts";

const request = (url: string, headers: Record<string, string> = {}) => new Request(url, { method: "POST", headers });
const app = "https://app.example.com";

test("behind a proxy that passes on another host or scheme the origin that people use can be given", () => {
  const seen = request("http://10.0.0.7:3000/auth", { origin: app });
  expect(isSameOrigin(seen, [])).toBe(false);
  expect(isSameOrigin(seen, [app])).toBe(true);
  expect(isSameOrigin(request("http://10.0.0.7:3000/auth", { origin: "https://evil.example" }), [app])).toBe(false);
  // What the browser says stands, whatever the host.
  expect(isSameOrigin(request("http://10.0.0.7:3000/auth", { "sec-fetch-site": "same-origin" }), [])).toBe(true);
  expect(isSameOrigin(request(app, { "sec-fetch-site": "same-site", origin: app }), [app])).toBe(false);
  expect(isSameOrigin(request(app, { "sec-fetch-site": "same-origin, cross-site" }), [app])).toBe(false);
});

test("of a host that the origins name they are the whole truth: behind a proxy that speaks TLS its http is somebody else", () => {
  for (const own of ["http://app.example.com", "http://app.example.com:3000"]) {
    const from = (headers: Record<string, string>) => request(`${own}/auth`, headers);
    expect(isSameOrigin(from({ origin: own }), [app])).toBe(false);
    expect(isSameOrigin(from({ origin: app }), [app])).toBe(true);
    expect(isSameOrigin(from({ "sec-fetch-site": "same-origin" }), [app])).toBe(true);
  }
  expect(isSameOrigin(request("http://other.example.com", { origin: "http://other.example.com" }), [app])).toBe(true);
});

test.each(["http://localhost:3000", "http://localhost", "http://127.0.0.1:8080", "http://[::1]:3000"])(
  "%s is a developer's own machine",
  (url) => {
    expect(isLocal(request(url), [])).toBe(true);
    expect(isLocal(request(url, { origin: "http://localhost:5173" }), [])).toBe(true);
    expect(isLocal(request(url, { "x-forwarded-host": "localhost:3000", "x-forwarded-proto": "http" }), [])).toBe(true);
    expect(isLocal(request(url, { origin: app }), [])).toBe(false);
    expect(isLocal(request(url, { origin: "null" }), [])).toBe(false);
    expect(isLocal(request(url, { "x-forwarded-proto": "https" }), [])).toBe(false);
    expect(isLocal(request(url, { "x-forwarded-host": "app.example.com" }), [])).toBe(false);
    expect(isLocal(request(url), [app])).toBe(false);
  },
);

test.each([
  "https://localhost",
  "http://localhost.example.com",
  "http://127.0.0.1.example.com",
  "http://10.0.0.1",
  app,
])("%s is not", (url) => {
  expect(isLocal(request(url), [])).toBe(false);
});

test("on http://localhost cookies work without Secure and __Host-, which is said once", async () => {
  const warnings: string[] = [];
  const application = testApplication({ isDevelopment: true, warn: (message) => warnings.push(message) });
  const browser = openBrowser(application.auth.handler, "http://localhost:3000");
  await signUp(application, browser);
  expect([...browser.cookies.keys()]).toEqual(["tiauth_session_token"]);
  expect(browser.received.at(-1)?.setCookies.at(-1)).toMatch(/; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax$/);
  expect(await browser.client.getSession()).toMatchObject({ ok: true });
  expect(warnings).toEqual([expect.stringContaining("for development only")]);

  const elsewhere = openBrowser(application.auth.handler);
  await elsewhere.client.createSignin({ userEmailAddress: "alice@example.com" });
  expect([...elsewhere.cookies.keys()]).toEqual(["__Host-tiauth_signin_token"]);
});

test("in production cookies are Secure on http://localhost too", async () => {
  const warnings: string[] = [];
  const application = testApplication({ isDevelopment: false, warn: (message) => warnings.push(message) });
  const browser = openBrowser(application.auth.handler, "http://localhost:3000");
  await signUp(application, browser);
  expect([...browser.cookies.keys()]).toEqual(["__Host-tiauth_session_token"]);
  expect(warnings).toEqual([]);
});

test("a cookie that was signed for development is none in production", async () => {
  const application = testApplication({ isDevelopment: true, warn: () => undefined });
  const browser = openBrowser(application.auth.handler, "http://localhost:3000");
  await signUp(application, browser);
  const production = openBrowser(application.start({ isDevelopment: false }).handler);
  const value = browser.cookies.get("tiauth_session_token") ?? "";
  production.cookies.set("tiauth_session_token", value);
  expect(await production.client.getSession()).toMatchObject({ errorCode: "invalid_session_token" });
  production.cookies.set("__Host-tiauth_session_token", value);
  await expect(production.client.getSession()).rejects.toMatchObject({ code: "invalid_cookie" });
});
