import { expect, test } from "vitest";
import { cookieSecret, testApplication } from "./testing/application.ts";
import { openBrowser, origin } from "./testing/browser.ts";
import { emailAddress, signIn, signUp } from "./testing/people.ts";

/** An application, and somebody who looks at it. */
function open(...options: Parameters<typeof testApplication>) {
  const application = testApplication(...options);
  const browser = openBrowser(application.auth.handler);
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    browser.request("/auth", { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers });
  return { application, browser, post };
}
const sessionCookie = "__Host-tiauth_session_token";
const getSession = { action: "get_session", arguments: {} };
const codeOf = async (response: Response) => [response.status, (await response.json()).error?.code];

test("W1: who signs up has one cookie for their session, and no token was in any answer", async () => {
  const { application, browser } = open();
  await signUp(application, browser);
  expect([...browser.cookies.keys()]).toEqual([sessionCookie]);
  expect(browser.received.at(-1)?.setCookies.at(-1)).toMatch(
    /^__Host-tiauth_session_token=[\w.]+; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure$/,
  );
  const bodies = browser.received.map(({ body }) => body).join();
  const tokens = application.calls.join().match(/[a-z2-9]{24}\.[a-z2-9]{24}/g) ?? [];
  expect(new Set(tokens).size).toBe(1);
  expect(tokens.filter((token) => bodies.includes(token))).toEqual([]);
  expect(await browser.client.getSession()).toMatchObject({ ok: true, session: { userId: expect.any(String) } });
});

test("a flow's cookie lives as long as the flow, and goes when it ends", async () => {
  const { application, browser } = open();
  await signUp(application, browser);
  await browser.client.createSignin({ userEmailAddress: emailAddress });
  expect(browser.received.at(-1)?.setCookies.join()).toMatch(/^__Host-tiauth_signin_token=[\w.]+; .*Max-Age=600;/);
  await browser.client.createUserPasswordUpdate();
  expect(browser.cookies.size).toBe(3);
  await browser.client.deleteSignin();
  await browser.client.deleteUserPasswordUpdate();
  expect([...browser.cookies.keys()]).toEqual([sessionCookie]);
});

test.each([
  ["deleteSession", "delete_session"],
  ["deleteAllSessions", "delete_all_sessions"],
] as const)("%s clears the cookie", async (method, action) => {
  const { application, browser } = open();
  await signUp(application, browser);
  application.takeCalls();
  expect(await browser.client[method]()).toMatchObject({ ok: true });
  expect(browser.received.at(-1)?.setCookies).toEqual([
    `${sessionCookie}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure`,
  ]);
  expect(application.takeCalls()).toEqual([action]);
});

test("who ends their own session by its id, or deletes themselves, has no cookie any more", async () => {
  const { application, browser } = open();
  await signUp(application, browser);
  const got = await browser.client.getSession();
  await browser.client.deleteSessionById({ sessionId: got.ok ? got.session.id : "" });
  expect(browser.cookies.size).toBe(0);

  await signIn(browser);
  await browser.client.createUserDeletion();
  await browser.client.verifyUserDeletionUserPassword({ password: "correct horse battery staple" });
  expect(await browser.client.completeUserDeletion()).toMatchObject({ ok: true });
  expect([browser.cookies.size, application.users.users.size]).toEqual([0, 0]);
});

test("who ends another session keeps their own", async () => {
  const { application, browser } = open();
  await signUp(application, browser);
  const other = openBrowser(application.auth.handler);
  await signIn(other);
  const listed = await browser.client.listSessions();
  const sessions = listed.ok ? listed.sessions : [];
  expect(sessions.map(({ current }) => current).toSorted()).toEqual([false, true]);
  const sessionId = sessions.find(({ current }) => !current)?.id ?? "";
  expect(await browser.client.deleteSessionById({ sessionId })).toMatchObject({ ok: true });
  expect(await browser.client.getSession()).toMatchObject({ ok: true });
  expect(await other.client.getSession()).toMatchObject({ ok: false, errorCode: "invalid_session_token" });
  expect([browser.cookies.size, other.cookies.size]).toEqual([1, 0]);
});

test("without a cookie the action refuses, as it would without a token, and no call is made", async () => {
  const { application, browser } = open();
  expect(await browser.client.getSession()).toEqual({
    ok: false,
    actionInvocationId: expect.stringMatching(/^[a-z2-9]{24}$/),
    errorCode: "invalid_session_token",
  });
  expect(await browser.client.completeUserPasswordUpdate()).toMatchObject({ errorCode: "invalid_session_token" });
  await signUp(application, browser);
  application.takeCalls();
  expect(await browser.client.completeUserPasswordUpdate()).toMatchObject({
    errorCode: "invalid_password_update_token",
  });
  expect(application.takeCalls()).toEqual([]);
});

test("a token that the server does not know any more is refused by it, and its cookie is cleared", async () => {
  const { application, browser } = open();
  await signUp(application, browser);
  const other = openBrowser(application.auth.handler);
  await signIn(other);
  await other.client.deleteAllSessions();
  expect(await browser.client.listSessions()).toMatchObject({ errorCode: "invalid_session_token" });
  expect(browser.cookies.size).toBe(0);
});

test("W1: a token that a script sends is left out, even if it is a good one", async () => {
  const { application, browser, post } = open();
  await signUp(application, browser);
  const tokens = async () => {
    application.calls.length = 0;
    const result = await (await post({ action: "get_session", arguments: { session_token: stolen } })).json();
    return [result.error_code, ...application.calls.map((body) => JSON.parse(body).arguments.session_token)];
  };
  let stolen = "";
  const [, victims] = await tokens();
  stolen = victims;
  expect(stolen).toMatch(/^[a-z2-9]{24}\.[a-z2-9]{24}$/);
  browser.cookies.clear();
  expect(await tokens()).toEqual(["invalid_session_token"]);
  await signIn(browser);
  expect(await tokens()).toEqual([undefined, expect.not.stringContaining(stolen)]);
});

test("what an answer has beside what the contract declares is left out: it might be a token", async () => {
  const { application, post } = open();
  const signin = { created_at: 1, expires_at: 2 };
  const values = { signin, signin_token: "id.secret", other_token: "id.secret" };
  application.instead = async () => JSON.stringify({ ok: true, action_invocation_id: "i", token: "id.secret", values });
  const given = await (await post({ action: "create_signin", arguments: {} })).json();
  expect(given).toEqual({ ok: true, action_invocation_id: "i", values: { signin } });
});

test.each([
  ["cross-site", { "Sec-Fetch-Site": "cross-site" }],
  ["a sub-domain's", { "Sec-Fetch-Site": "same-site" }],
  ["typed into the address bar", { "Sec-Fetch-Site": "none" }],
])("W3: a request that is %s gets 403 and reaches nobody", async (_, headers) => {
  const { application, browser, post } = open();
  await signUp(application, browser);
  application.takeCalls();
  for (const type of ["text/plain", "application/json", "application/x-www-form-urlencoded"])
    expect(await codeOf(await post(getSession, { ...headers, "Content-Type": type }))).toEqual([403, "cross_origin"]);
  // Signing somebody in to an account of the attacker's needs no cookie.
  const signin = { action: "create_signin", arguments: { user_email_address: "mallory@example.com" } };
  expect(await codeOf(await post(signin, headers))).toEqual([403, "cross_origin"]);
  expect(application.takeCalls()).toEqual([]);
  expect(browser.cookies.size).toBe(1);
});

test("W3: a request without Sec-Fetch-Site counts by its Origin, and one without both gets 403", async () => {
  const { application } = open();
  const post = (headers: Record<string, string>) =>
    application.auth.handler(
      new Request(`${origin}/auth`, { method: "POST", headers, body: JSON.stringify(getSession) }),
    );
  expect((await post({ Origin: origin })).status).toBe(200);
  for (const other of ["https://evil.example.com", "null", "", `${origin}.evil.example`, "http://app.example.com"])
    expect((await post({ Origin: other })).status, other).toBe(403);
  expect((await post({})).status).toBe(403);
});

test("W3: other methods than POST get 405", async () => {
  const { browser } = open();
  const response = await browser.request("/auth");
  expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
});

test.each([
  ["not JSON", "{", "invalid_json"],
  ["a list", "[]", "invalid_request"],
  ["null", "null", "invalid_request"],
  ["without arguments", { action: "get_session" }, "invalid_request"],
  ["with a list of arguments", { action: "get_session", arguments: [] }, "invalid_request"],
  ["for an action that there is not", { action: "toString", arguments: {} }, "unknown_action"],
])("a body that is %s gets 400", async (_, body, code) => {
  const { application, post } = open();
  expect(await codeOf(await post(body))).toEqual([400, code]);
  expect(application.takeCalls()).toEqual([]);
});

test("a body over 16 KiB gets 413, one that is not UTF-8 or was read already says so, none is called for", async () => {
  const { application, post } = open();
  expect(await codeOf(await post(`"${"a".repeat(16 * 1024)}"`))).toEqual([413, "body_too_large"]);
  expect(await codeOf(await post(`"${"a".repeat(16 * 1024 - 2)}"`))).toEqual([400, "invalid_request"]);
  const request = (body: BodyInit) =>
    new Request(`${origin}/auth`, { method: "POST", headers: { "Sec-Fetch-Site": "same-origin" }, body });
  expect(await codeOf(await application.auth.handler(request(new Uint8Array([34, 255, 34]))))).toEqual([
    400,
    "invalid_json",
  ]);
  const read = request("{}");
  await read.text();
  expect(await codeOf(await application.auth.handler(read))).toEqual([500, "body_was_read"]);
  expect(application.takeCalls()).toEqual([]);
});

test("a body that is too much only together with its tokens, or goes too deep, is the sender's affair, not the operator's", async () => {
  const { application, post } = open();
  application.instead = async () => ({
    status: 413,
    body: '{"error":{"code":"body_too_large","message":"Too long."}}',
  });
  expect(await codeOf(await post({ action: "create_signin", arguments: {} }))).toEqual([413, "body_too_large"]);
  application.instead = undefined;
  const deep = `{"action":"create_signin","arguments":{"user_email_address":${"[".repeat(8000)}${"]".repeat(8000)}}}`;
  expect(await codeOf(await post(deep))).toEqual([400, "invalid_arguments"]);
  expect(application.errors).toEqual([]);
});

test("with a list of actions others get 400, and get_capabilities names those that are left", async () => {
  const { application, browser, post } = open({ actions: ["get_session", "get_capabilities"] });
  expect(await codeOf(await post({ action: "create_signin", arguments: {} }))).toEqual([400, "action_not_allowed"]);
  expect(application.takeCalls()).toEqual([]);
  expect(await browser.client.getCapabilities()).toMatchObject({ actions: ["get_session", "get_capabilities"] });
});

test("an auth server that is down is 503, and neither the answer nor the error has a token", async () => {
  const { application, browser, post } = open();
  await signUp(application, browser);
  const token = /=([\w.]+)\.\d+\./.exec(`=${browser.cookies.get(sessionCookie)}`)?.[1] ?? "none";
  application.instead = async () => {
    throw new Error("connect ECONNREFUSED");
  };
  const response = await post(getSession);
  const body = await response.text();
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "1"]);
  expect(body).toContain("auth_server_unavailable");
  expect(application.errors).toHaveLength(1);
  expect(`${body}${application.errors}`).not.toContain(token);
  expect(browser.cookies.size).toBe(1);
});

test.each(["<h1>502</h1>", "null", '{"ok":true}', '{"ok":true,"action_invocation_id":"i","values":{}}'])(
  "an answer that is not one of an auth server is 503: %s",
  async (answer) => {
    const { application, browser, post } = open();
    application.instead = async () => answer;
    expect((await post({ action: "create_signin", arguments: {} })).status).toBe(503);
    expect(browser.cookies.size).toBe(0);
  },
);

test("a token that would break out of its cookie never gets into one", async () => {
  const { application, browser, post } = open();
  for (const token of ["a; Domain=example.com", "a\r\nSet-Cookie: b=c", "", 7, "a".repeat(300)]) {
    const values = { signin: { created_at: 1, expires_at: 2 }, signin_token: token };
    application.instead = async () => JSON.stringify({ ok: true, action_invocation_id: "i", values });
    expect((await post({ action: "create_signin", arguments: {} })).status).toBe(503);
  }
  expect(browser.received.flatMap(({ setCookies }) => setCookies)).toEqual([]);
});

test("W2: the secret can be changed: what the older one signed is signed anew, with the older one gone it is refused", async () => {
  const { application, browser } = open();
  await signUp(application, browser);
  const before = browser.cookies.get(sessionCookie);

  const newSecret = "another secret of the application, newer";
  const rotated = openBrowser(application.start({ cookieSecrets: [newSecret, cookieSecret] }).handler);
  rotated.cookies.set(sessionCookie, before ?? "");
  expect(await rotated.client.getSession()).toMatchObject({ ok: true });
  const after = rotated.cookies.get(sessionCookie) ?? "";
  expect(after).not.toBe(before);

  const later = openBrowser(application.start({ cookieSecrets: [newSecret] }).handler);
  later.cookies.set(sessionCookie, after);
  expect(await later.client.getSession()).toMatchObject({ ok: true });
  later.cookies.set(sessionCookie, before ?? "");
  await expect(later.client.getSession()).rejects.toMatchObject({ status: 403, code: "invalid_cookie" });
});
