import { expect, test } from "vitest";
import { cookieSecret, testApplication } from "./testing/application.ts";
import { type Browser, openBrowser, origin } from "./testing/browser.ts";
import { signIn, signUp } from "./testing/people.ts";

const days = 24 * 60 * 60;
const sessionCookie = "__Host-tiauth_session_token";

/** Somebody who is signed in, and their requests for pages. */
async function open(...options: Parameters<typeof testApplication>) {
  const application = testApplication(...options);
  const browser = openBrowser(application.auth.handler);
  await signUp(application, browser);
  application.takeCalls();
  return { application, browser, page: (path?: string) => pageOf(browser, path) };
}
function pageOf({ cookies }: Browser, path = "/") {
  const cookie = Array.from(cookies, (pair) => pair.join("=")).join("; ");
  return new Request(origin + path, { headers: { cookie, "sec-fetch-site": "none" } });
}
const retryable = { status: 503, code: "auth_server_unavailable", retryAfterSeconds: 1 };

test("the session of a request is looked up once, however often it is asked for", async () => {
  const { application, page } = await open();
  const request = page();
  const sessions = await Promise.all([
    application.auth.getSession(request),
    application.auth.getSession(request),
    application.auth.visit(request).getSession(),
    application.auth.requireSession(request, { signInPath: "/signin" }),
  ]);
  expect(application.takeCalls()).toEqual(["get_session"]);
  const [user] = application.users.users.values();
  expect(sessions[0]).toMatchObject({ userId: user?.id });
  expect(new Set(sessions).size).toBe(1);
  await application.auth.getSession(page());
  expect(application.takeCalls()).toEqual(["get_session"]);
});

test("without a cookie, or with a forged or stale one, nobody is signed in, and no call is made", async () => {
  const { application, browser, page } = await open();
  expect(await application.auth.getSession(new Request(origin))).toBeUndefined();
  browser.cookies.set(sessionCookie, `${browser.cookies.get(sessionCookie)}0`);
  const visit = application.auth.visit(page());
  expect(await visit.getSession()).toBeUndefined();
  expect(visit.dueCookies()).toEqual([{ name: sessionCookie, value: "", maxAgeSeconds: 0, secure: true }]);
  expect(application.takeCalls()).toEqual([]);
});

test("a session that ended elsewhere is none, and the next response clears its cookie", async () => {
  const { application, browser, page } = await open();
  const other = openBrowser(application.auth.handler);
  await signIn(other);
  await other.client.deleteOtherSessions();
  const visit = application.auth.visit(page());
  expect(await visit.getSession()).toBeUndefined();
  const response = visit.respond(new Response("bye", { headers: { "Cache-Control": "public, max-age=60" } }));
  expect(response.headers.getSetCookie()).toEqual([
    `${sessionCookie}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure`,
  ]);
  expect([response.headers.get("cache-control"), await response.text()]).toEqual(["no-store", "bye"]);
  expect(browser.cookies.size).toBe(1);
});

test("a response whose cookies stay as they are is handed back as it is", async () => {
  const { application, page } = await open();
  const visit = application.auth.visit(page());
  await visit.getSession();
  const response = Response.redirect("https://elsewhere.example.com/"); // its headers cannot be changed
  expect(visit.respond(response)).toBe(response);
});

test("W5: of ten pages at once with a session that just ran out all ten succeed, and it is renewed once", async () => {
  const settings = { sessionInactivityTimeoutSeconds: 30 * days, sessionRenewalWindowSeconds: 7 * days };
  const { application, browser, page } = await open({ settings });
  application.wait(30 * days + 1);
  const sessions = await Promise.all(Array.from({ length: 10 }, () => application.auth.getSession(page())));
  const [user] = application.users.users.values();
  expect(sessions.map((session) => session?.userId)).toEqual(Array(10).fill(user?.id));
  expect(application.takeCalls().toSorted()).toEqual([
    ...Array(10).fill("get_session"),
    ...Array(10).fill("renew_session"),
  ]);
  expect(new Set(sessions.map((session) => session?.createdAt.getTime())).size).toBe(1);
  expect(await browser.client.getSession()).toMatchObject({ ok: true });
  expect(application.takeCalls()).toEqual(["get_session"]);
});

test("scripts see a session renewed as well", async () => {
  const { application, browser } = await open({ settings: { sessionRenewalWindowSeconds: 7 * days } });
  application.wait(36 * days);
  expect(await browser.client.getSession()).toMatchObject({ ok: true });
  expect(application.takeCalls()).toEqual(["get_session", "renew_session"]);
});

test("a session that ran out is renewed by whatever is asked first, not only by a look at it", async () => {
  const { application, browser } = await open({ settings: { sessionRenewalWindowSeconds: 7 * days } });
  application.wait(36 * days);
  expect(await browser.client.listSessions()).toMatchObject({ ok: true });
  expect(application.takeCalls()).toEqual(["list_sessions", "renew_session", "list_sessions"]);
  application.wait(36 * days);
  expect(await browser.client.createUserPasswordUpdate()).toMatchObject({ ok: true });
  expect(await browser.client.getSession()).toMatchObject({ ok: true });
});

test("who signs out of a session that ran out is signed out: nobody renews it after that", async () => {
  const { application, browser, page } = await open({ settings: { sessionRenewalWindowSeconds: 7 * days } });
  const before = page();
  application.wait(36 * days);
  expect(await browser.client.deleteSession()).toMatchObject({ ok: true });
  expect(browser.cookies.size).toBe(0);
  expect(await application.auth.getSession(before)).toBeUndefined();
});

test("W5: a session that ran out before the window is over for good", async () => {
  const { application, page } = await open({ settings: { sessionRenewalWindowSeconds: 7 * days } });
  application.wait(38 * days);
  const visit = application.auth.visit(page());
  expect(await visit.getSession()).toBeUndefined();
  expect(visit.dueCookies()).toMatchObject([{ value: "" }]);
});

test("an auth server that does not take renew_session has sessions that run out", async () => {
  const { application, page } = await open();
  application.instead = async (body) => {
    if (body.includes("renew_session"))
      return { status: 400, body: '{"error":{"code":"unknown_action","message":"There is no such action."}}' };
    return '{"ok":false,"action_invocation_id":"i","error_code":"invalid_session_token"}';
  };
  expect(await application.auth.getSession(page())).toBeUndefined();
  expect(application.errors).toEqual([]);
});

test.each(["internal_conflict", "internal_error"])(
  "a session whose renewal answers %s is not taken for ended",
  async (errorCode) => {
    const { application, page } = await open();
    application.instead = async (body) => {
      const error_code = body.includes("renew_session") ? errorCode : "invalid_session_token";
      return JSON.stringify({ ok: false, action_invocation_id: "i", error_code });
    };
    const visit = application.auth.visit(page());
    await expect(visit.getSession()).rejects.toMatchObject(retryable);
    expect(visit.dueCookies()).toEqual([]);
  },
);

test("a look that lost a race is tried once more", async () => {
  const { application, page } = await open();
  const conflict = '{"ok":false,"action_invocation_id":"i","error_code":"internal_conflict"}';
  application.instead = async () => {
    application.instead = undefined;
    return conflict;
  };
  expect(await application.auth.getSession(page())).toBeDefined();
  expect(application.takeCalls()).toEqual(["get_session", "get_session"]);

  application.instead = async () => conflict;
  await expect(application.auth.getSession(page())).rejects.toMatchObject(retryable);
  expect(application.takeCalls()).toEqual(["get_session", "get_session"]);
});

test("an auth server that is down signs nobody out: the look rejects with 503, and clears no cookie", async () => {
  const { application, page } = await open();
  application.instead = async () => {
    throw new Error("ECONNREFUSED");
  };
  const visit = application.auth.visit(page());
  const error = await visit.getSession().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject(retryable);
  await expect(visit.requireSession({ signInPath: "/signin" })).rejects.toBe(error);
  expect(visit.dueCookies()).toEqual([]);
  expect(application.calls).toHaveLength(1);
});

test("an auth server that is slow is given up, also if it ignores that", async () => {
  const { application, page } = await open({ timeoutSeconds: 0.02 });
  let hasAborted: unknown;
  application.instead = (_body, signal) => {
    signal.addEventListener("abort", () => {
      hasAborted = true;
    });
    return new Promise(() => {});
  };
  await expect(application.auth.getSession(page())).rejects.toMatchObject(retryable);
  expect(hasAborted).toBe(true);
  expect(String(application.errors)).toContain("no answer within 0.02 s");
});

test("somebody who is not signed in is led to where they can, and back", async () => {
  const { application } = await open();
  const lead = async (path: string, init: RequestInit = {}, signInPath = "/signin") => {
    const response = await application.auth.requireSession(new Request(origin + path, init), { signInPath });
    return response instanceof Response && [response.status, response.headers.get("location")];
  };
  expect(await lead("/account?tab=2")).toEqual([303, "/signin?next=%2Faccount%3Ftab%3D2"]);
  expect(await lead("/a?next=//evil.example", {}, "/signin?from=app")).toEqual([
    303,
    "/signin?from=app&next=%2Fa%3Fnext%3D%2F%2Fevil.example",
  ]);
  expect(await lead("//evil.example/")).toEqual([303, "/signin?next=%2F"]);
  expect(await lead("/account", { method: "POST" })).toEqual([303, "/signin"]);
  await expect(lead("/", {}, "https://elsewhere.example.com")).rejects.toThrow(RangeError);
});

test("a cookie is signed anew when half of its life is over, and by the newer secret at once", async () => {
  const { application, page } = await open({
    settings: { sessionExpirationSeconds: 0, sessionInactivityTimeoutSeconds: 1000 * days },
  });
  const due = async (auth = application.auth) => {
    const visit = auth.visit(page());
    await visit.getSession();
    return visit.dueCookies().map(({ maxAgeSeconds }) => maxAgeSeconds);
  };
  expect(await due()).toEqual([]);
  const rotated = application.start({ cookieSecrets: ["a newer secret of the application, longer", cookieSecret] });
  expect(await due(rotated)).toEqual([400 * days]);
  application.wait(200 * days);
  expect(await due()).toEqual([]);
  application.wait(1);
  expect(await due()).toEqual([400 * days]);
});
