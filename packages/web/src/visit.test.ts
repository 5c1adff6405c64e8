import { expect, test } from "vitest";
import { TransportError, Unanswered } from "./index.ts";
import { testApplication } from "./testing/application.ts";
import { openBrowser, origin, type Serve } from "./testing/browser.ts";
import { emailAddress, signIn, signUp } from "./testing/people.ts";

const crossOrigin = { status: 403, code: "cross_origin" };

/** A page of the application without scripts: each form is one request. */
function open() {
  const application = testApplication();
  const { auth } = application;
  const serve: Serve = async (request) => {
    const refused = auth.refuseCrossOrigin(request);
    if (refused) return refused;
    const { client, getSession, respond } = auth.visit(request);
    if (new URL(request.url).pathname === "/signin") await signIn({ client });
    if (new URL(request.url).pathname === "/signout") await client.deleteSession();
    return respond(new Response((await getSession())?.userId ?? "nobody"));
  };
  return { application, auth, browser: openBrowser(serve) };
}

test("a form can go through all steps of a flow in one request", async () => {
  const { application, auth, browser } = open();
  await signUp(application, openBrowser(auth.handler));
  const [user] = application.users.users.values();

  const signedIn = await browser.request("/signin", { method: "POST" });
  expect(await signedIn.text()).toBe(user?.id);
  expect([...browser.cookies.keys()]).toEqual(["__Host-tiauth_session_token"]);
  expect(await (await browser.request("/")).text()).toBe(user?.id);
  const signedOut = await browser.request("/signout", { method: "POST" });
  expect([await signedOut.text(), browser.cookies.size]).toEqual(["nobody", 0]);
});

test.each([
  ["another site", { "sec-fetch-site": "cross-site" }],
  ["a sub-domain", { "sec-fetch-site": "same-site" }],
  ["an opaque origin", { origin: "null" }],
  ["who knows where", {}],
])("W3: a form from %s is refused before anything happens", async (_, headers) => {
  const { application, auth } = open();
  const request = new Request(`${origin}/signin`, { method: "POST", headers });
  expect(auth.refuseCrossOrigin(request)?.status).toBe(403);
  const { client, dueCookies } = auth.visit(request);
  await expect(client.createSignin({ userEmailAddress: emailAddress })).rejects.toMatchObject(crossOrigin);
  expect([application.calls, dueCookies()]).toEqual([[], []]);
});

test("a link from elsewhere can be looked at, but changes nothing", async () => {
  const { application, auth } = open();
  const browser = openBrowser(auth.handler);
  await signUp(application, browser);
  const cookie = Array.from(browser.cookies, (pair) => pair.join("=")).join();
  for (const site of ["cross-site", "none"]) {
    const request = new Request(origin, { headers: { cookie, "sec-fetch-site": site } });
    expect(auth.refuseCrossOrigin(request)).toBeUndefined();
    const { client, getSession } = auth.visit(request);
    expect(await getSession()).toBeDefined();
    expect(await client.listSessions()).toMatchObject({ ok: true });
    await expect(client.deleteSession()).rejects.toMatchObject(crossOrigin);
  }
  const own = new Request(`${origin}/signout`, { headers: { cookie, "sec-fetch-site": "same-origin" } });
  expect(await auth.visit(own).client.deleteSession()).toMatchObject({ ok: true });
});

test("a visit is that of its request, whoever asks for it", () => {
  const { auth } = open();
  const request = new Request(origin);
  expect(auth.visit(request)).toBe(auth.visit(request));
  expect(auth.visit(new Request(origin))).not.toBe(auth.visit(request));
});

test("what was not performed is an error that can be answered with", async () => {
  const { application, auth } = open();
  application.instead = async () => "nonsense";
  const { client } = auth.visit(new Request(origin, { headers: { "sec-fetch-site": "same-origin" } }));
  const error = await client.createSignin({ userEmailAddress: emailAddress }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(TransportError);
  expect(error).toMatchObject({ name: "TransportError", status: 503, retryAfterSeconds: 1 });
  expect(error instanceof Unanswered && error.getResponse().status).toBe(503);
});

test("the auth server hears who is asking", async () => {
  const application = testApplication({ clientAddress: ({ headers }) => headers.get("x-real-ip") ?? undefined });
  const { handler } = application.auth;
  await signUp(application, openBrowser(handler));
  const browser = openBrowser((request) => {
    request.headers.set("User-Agent", "Lynx");
    request.headers.set("Accept-Language", "de");
    request.headers.set("X-Real-IP", "192.0.2.17");
    return handler(request);
  });
  await signIn(browser);
  const listed = await browser.client.listSessions();
  expect(listed.ok && listed.sessions.find(({ current }) => current)).toMatchObject({
    label: "Lynx",
    clientAddress: "192.0.2.0/24",
  });
  expect(application.mails.at(-1)).toMatchObject({ to: { acceptLanguage: "de" } });
});
