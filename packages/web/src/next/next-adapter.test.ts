import { NextRequest } from "next/server.js";
import { beforeEach, expect, test, vi } from "vitest";
import { cookieSecret, type TestOptions, testApplication } from "../testing/application.ts";
import { openBrowser, origin } from "../testing/browser.ts";
import { emailAddress, password, signUp } from "../testing/people.ts";
import { nextAdapter } from "./index.ts";

/** What Next.js would show of the request that is being answered; the application with the real framework is examples/web-next. */
const shown = { headers: new Headers(), cookies: new Map<string, string>(), isPage: false };
vi.mock("next/headers.js", () => ({
  headers: async () => shown.headers,
  cookies: async () => ({
    getAll: () => Array.from(shown.cookies, ([name, value]) => ({ name, value })),
    set: ({ name, value }: { name: string; value: string }) => {
      if (shown.isPage) throw new Error("Cookies can only be modified in a Server Action or Route Handler.");
      shown.cookies.set(name, value);
    },
  }),
}));

const sessionCookie = "__Host-tiauth_session_token";
const ownPage = { host: "app.example.com", "x-forwarded-proto": "https", "sec-fetch-site": "same-origin" };

beforeEach(() => {
  shown.cookies = new Map();
  inAction();
});
function inAction(headers: Readonly<Record<string, string>> = { ...ownPage, origin }) {
  shown.isPage = false;
  shown.headers = new Headers(headers);
}
/** Of somebody who followed a link of the application's own. */
function inPage() {
  shown.isPage = true;
  shown.headers = new Headers(ownPage);
}

/** An application of Next.js, and somebody who signed up there with scripts, with the cookies of their browser. */
async function open(options: TestOptions = {}) {
  const application = testApplication(options);
  const { auth } = application;
  const adapter = nextAdapter({ webAuth: () => auth, signInPath: "/sign-in" });
  const browser = openBrowser(auth.handler);
  await signUp(application, browser);
  shown.cookies = new Map(browser.cookies);
  application.calls.length = 0;
  return { application, adapter };
}

/** As Next.js hands it to the proxy: with an address of its own. */
function request(path: string, init: { readonly method?: string; readonly cookie?: string } = {}) {
  const { method = "GET", cookie = "" } = init;
  return new NextRequest(`http://localhost:3000${path}`, { method, headers: { ...ownPage, cookie } });
}
const cookieOf = (cookies: ReadonlyMap<string, string>) => Array.from(cookies, (pair) => pair.join("=")).join("; ");

test("a page knows the session and what else can be looked at, and sets no cookies", async () => {
  const { adapter } = await open();
  inPage();
  const session = await adapter.getSession();
  expect(session).toBeDefined();
  expect(await adapter.requireSession({ next: "/account" })).toEqual(session);
  expect(await adapter.look((client) => client.listSessions())).toMatchObject({ sessions: [{ current: true }] });
  shown.cookies = new Map();
  expect(await adapter.getSession()).toBeUndefined();
});

test("a page changes nothing, also if the types are circumvented: nothing reaches the auth server", async () => {
  const { adapter, application } = await open();
  inPage();
  const signOut = (client: object) => ("deleteSession" in client ? Object(client).deleteSession() : undefined);
  await expect(adapter.look(signOut)).rejects.toMatchObject({ status: 403 });
  await expect(adapter.act(signOut)).rejects.toThrow("Pages can only `look`");
  expect(application.calls).toEqual([]);
});

test("a cookie that is forged is none for a page, which cannot clear it: who has it can begin again", async () => {
  const { adapter, application } = await open();
  await adapter.act((client) => client.createSignin({ userEmailAddress: emailAddress }));
  for (const [name, value] of shown.cookies) shown.cookies.set(name, value.replace(/.$/, "!"));
  application.calls.length = 0;
  inPage();
  const refusals = await adapter.look(async (client) => [await client.listSessions(), await client.getSignin()]);
  expect(refusals).toMatchObject([{ errorCode: "invalid_session_token" }, { errorCode: "invalid_signin_token" }]);
  expect(application.calls).toEqual([]);
});

test("who has no session is led to where one signs in, and back to this page only", async () => {
  const { adapter } = await open();
  inPage();
  shown.cookies = new Map();
  const to = (path: string) => ({ digest: expect.stringContaining(`;${path};`) });
  await expect(adapter.requireSession({ next: "/a?b=c" })).rejects.toMatchObject(to("/sign-in?next=%2Fa%3Fb%3Dc"));
  await expect(adapter.requireSession({ next: "//b.example" })).rejects.toMatchObject(to("/sign-in?next=%2F"));
});

test("a server action sets cookies and sees those that it set, also if it redirects", async () => {
  const { adapter, application } = await open();
  shown.cookies = new Map();
  await adapter.act(async (client) => {
    await client.createSignin({ userEmailAddress: emailAddress });
    await client.verifySigninUserPassword({ password });
  });
  expect([...shown.cookies.keys()]).toEqual(["__Host-tiauth_signin_token"]);
  const redirect = new Error("NEXT_REDIRECT");
  const completed = adapter.act(async (client) => {
    await client.completeSignin();
    throw redirect;
  });
  await expect(completed).rejects.toBe(redirect);
  expect(shown.cookies.get("__Host-tiauth_signin_token")).toBe("");
  expect(await adapter.getSession()).toMatchObject({ userId: [...application.users.users.keys()][0] });
});

test("a server action that signed somebody out finds nobody signed in", async () => {
  const { adapter } = await open();
  await adapter.act((client) => client.deleteSession());
  expect(await adapter.getSession()).toBeUndefined();
  const refused = { ok: false, errorCode: "invalid_session_token" }; // and not a cookie that is forged
  expect(await adapter.act((client) => client.getSession())).toMatchObject(refused);
});

test("a server action that another origin asks for is refused, and no call reaches the auth server", async () => {
  const { adapter, application } = await open();
  for (const foreign of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }]) {
    inAction({ ...ownPage, origin: "https://example.com", ...foreign });
    await expect(adapter.act((client) => client.deleteSession())).rejects.toMatchObject({ status: 403 });
  }
  expect(application.calls).toEqual([]);
  inAction();
  expect(await adapter.act((client) => client.deleteSession())).toMatchObject({ ok: true });
});

test("the route handler takes the origin that the browser used for its own, not that of Next.js", async () => {
  const { adapter } = await open();
  const cookie = cookieOf(shown.cookies);
  const ask = async (from: string, host: Readonly<Record<string, string>>) => {
    const body = JSON.stringify({ action: "get_session", arguments: {} });
    const headers = { ...host, origin: from, cookie };
    return (await adapter.route(new Request("http://localhost:3000/auth", { method: "POST", headers, body }))).status;
  };
  const host = { host: "app.example.com", "x-forwarded-proto": "https" };
  expect(await ask(origin, host)).toBe(200);
  expect(
    await ask(origin, {
      host: "10.0.0.1:3000",
      "x-forwarded-host": "app.example.com, inner",
      "x-forwarded-proto": "https,http",
    }),
  ).toBe(200);
  expect(await ask("http://localhost:3000", host)).toBe(403);
  expect(await ask("http://localhost:3000", { host: "no host" })).toBe(403);
});

test("the proxy leads who has no session cookie to where one signs in and back, and asks nobody", async () => {
  const { adapter, application } = await open();
  const refused = await adapter.proxy(request("/account?tab=2"));
  expect([refused.status, refused.headers.get("location")]).toEqual([
    303,
    "http://localhost:3000/sign-in?next=%2Faccount%3Ftab%3D2", // Next.js makes a path of it
  ]);
  const passed = [
    await adapter.proxy(request("/account", { cookie: cookieOf(shown.cookies) })),
    await adapter.proxy(request("/account", { method: "POST" })),
  ];
  expect(passed.map(({ headers }) => headers.get("x-middleware-next"))).toEqual(["1", "1"]);
  expect(passed.map(({ headers }) => headers.getSetCookie())).toEqual([[], []]);
  expect(application.calls).toEqual([]);
});

test("the proxy refuses what another origin posts", async () => {
  const { adapter } = await open();
  const post = (site: string) => {
    const headers = { ...ownPage, "sec-fetch-site": site, cookie: cookieOf(shown.cookies) };
    return adapter.proxy(new NextRequest("http://localhost:3000/account", { method: "POST", headers }));
  };
  expect((await post("cross-site")).status).toBe(403);
  expect((await post("same-site")).status).toBe(403);
  expect((await post("same-origin")).headers.get("x-middleware-next")).toBe("1");
});

test("a session that ran out is renewed while a page is rendered: no cookie has to be set", async () => {
  const window = { sessionRenewalWindowSeconds: 7 * 24 * 3600 };
  const { adapter, application } = await open({ settings: window });
  application.wait(31 * 24 * 3600);
  inPage();
  expect(await adapter.getSession()).toBeDefined();
  expect(application.takeCalls()).toEqual(["get_session", "renew_session"]);
  expect(await adapter.getSession()).toBeDefined();
  expect(application.takeCalls()).toEqual(["get_session"]);
});

test("the proxy clears a cookie that is forged", async () => {
  const { adapter } = await open();
  const response = await adapter.proxy(request("/account", { cookie: `${cookieOf(shown.cookies)}0` }));
  expect(response.status).toBe(303);
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-tiauth_session_token=; Path=\/; .*Max-Age=0; Secure; HttpOnly; SameSite=lax$/),
  ]);
});

test("the proxy signs anew what an older secret signed, for one person only", async () => {
  await open();
  const newer = testApplication({
    cookieSecrets: ["a newer secret of this application", cookieSecret],
  });
  const adapter = nextAdapter({ webAuth: () => newer.auth, signInPath: "/sign-in" });
  const old = shown.cookies.get(sessionCookie);
  const response = await adapter.proxy(request("/account", { cookie: cookieOf(shown.cookies) }));
  expect(response.headers.get("x-middleware-next")).toBe("1");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const [line = "", ...others] = response.headers.getSetCookie();
  const [, value = "", attributes] = /^__Host-tiauth_session_token=([\w.-]+); (.*)$/.exec(line) ?? [];
  expect(others).toEqual([]);
  expect(attributes).toMatch(/^Path=\/; .*Max-Age=34\d{6}; Secure; HttpOnly; SameSite=lax$/);
  expect(value.split(".").slice(0, 2)).toEqual(old?.split(".").slice(0, 2));
  expect(value).not.toBe(old);
});

test("what is used is made at the first request, and once", async () => {
  const webAuth = vi.fn(() => testApplication().auth);
  const adapter = nextAdapter({ webAuth, signInPath: "/sign-in" });
  expect(webAuth).not.toHaveBeenCalled();
  await adapter.getSession();
  await adapter.getSession();
  expect(webAuth).toHaveBeenCalledOnce();
});
