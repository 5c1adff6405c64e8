import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { Unanswered } from "../index.ts";
import { testApplication } from "../testing/application.ts";
import { openBrowser } from "../testing/browser.ts";
import { listen } from "../testing/listen.ts";
import { signIn, signUp } from "../testing/people.ts";
import { honoAuth, requireSession } from "./index.ts";

/** An application of hono that somebody opens in a browser. */
async function open() {
  const application = testApplication();
  const app = new Hono()
    .use(honoAuth(application.auth))
    .get("/", async (c) => c.text((await c.var.auth.getSession())?.userId ?? "nobody"))
    .get("/account", requireSession({ signInPath: "/signin" }), (c) => c.text(c.var.session.userId))
    .post("/signout", async (c) => {
      await c.var.auth.client.deleteSession();
      return c.redirect("/");
    });
  // Without options for HTTP/2 it is one of node:http.
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  if (!("closeAllConnections" in server)) throw new Error("not of node:http");
  await new Promise((resolve) => server.once("listening", resolve));
  const url = await listen(server);
  const browser = openBrowser((request) => fetch(request, { redirect: "manual" }), url);
  return { application, browser };
}

test("a person signs up, is known to every page, and signs out with a form", async () => {
  const { application, browser } = await open();
  expect(await (await browser.request("/")).text()).toBe("nobody");
  const refused = await browser.request("/account?tab=2");
  expect([refused.status, refused.headers.get("location")]).toEqual([303, "/signin?next=%2Faccount%3Ftab%3D2"]);

  await signUp(application, browser);
  const [user] = application.users.users.values();
  expect(await (await browser.request("/")).text()).toBe(user?.id);
  expect(await (await browser.request("/account")).text()).toBe(user?.id);

  const left = await browser.request("/signout", { method: "POST" });
  expect([left.status, left.headers.get("cache-control")]).toEqual([302, "no-store"]);
  expect(browser.cookies.size).toBe(0);
  expect(await (await browser.request("/")).text()).toBe("nobody");
  await signIn(browser);
  expect(await (await browser.request("/")).text()).toBe(user?.id);
});

test("a form from elsewhere gets 403, and the page never hears of it", async () => {
  let heard = 0;
  const app = new Hono().use(honoAuth(testApplication().auth)).all("/form", (c) => {
    heard++;
    return c.text("hi");
  });
  const browser = openBrowser(async (request) => app.fetch(request));
  for (const site of ["cross-site", "same-site", "none"]) {
    const response = await browser.request("/form", { method: "POST", headers: { "Sec-Fetch-Site": site } });
    expect(response.status).toBe(403);
  }
  expect((await browser.request("/form", { headers: { "Sec-Fetch-Site": "cross-site" } })).status).toBe(200);
  expect(heard).toBe(1);
});

test("an application can say by a page of its own that a form came from elsewhere, which the handler does not ask", async () => {
  const app = new Hono().use(honoAuth(testApplication().auth)).onError((error, c) => {
    return error instanceof Unanswered ? c.html(`<p>${error.code}</p>`, 403) : c.text("", 500);
  });
  const browser = openBrowser(async (request) => app.fetch(request));
  const elsewhere = { method: "POST", headers: { "Sec-Fetch-Site": "cross-site" } };
  const page = await browser.request("/form", elsewhere);
  expect([page.status, await page.text()]).toEqual([403, "<p>cross_origin</p>"]);
  const answer = await browser.request("/auth", elsewhere);
  expect([answer.status, await answer.json()]).toMatchObject([403, { error: { code: "cross_origin" } }]);
});

test("a page whose auth server is down is 503, and a page of the application's own can say so", async () => {
  const { application, browser } = await open();
  await signUp(application, browser);
  application.instead = async () => "nonsense";
  for (const path of ["/", "/account"]) expect((await browser.request(path)).status).toBe(503);
  expect(browser.cookies.size).toBe(1);
});

test("cookies that became due are set beside the page's own", async () => {
  const application = testApplication();
  const app = new Hono().use(honoAuth(application.auth, { sender: () => ({ clientAddress: "198.51.100.7" }) }));
  app.post("/signout", async (c) => {
    await c.var.auth.client.deleteSession();
    return new Response("bye", { headers: { "Set-Cookie": "theme=dark" } });
  });
  const browser = openBrowser(async (request) => app.fetch(request));
  await signUp(application, browser);
  const listed = await browser.client.listSessions();
  expect(listed.ok && listed.sessions.map(({ clientAddress }) => clientAddress)).toEqual(["198.51.100.0/24"]);
  const response = await browser.request("/signout", { method: "POST" });
  expect(response.headers.getSetCookie()).toEqual([
    "theme=dark",
    "__Host-tiauth_session_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure",
  ]);
  expect(await response.text()).toBe("bye");
});

test("who was signed out elsewhere is led to where they can sign in, and their cookie is cleared once", async () => {
  const { application, browser } = await open();
  await signUp(application, browser);
  application.users.users.clear();
  const response = await browser.request("/account");
  expect(response.headers.get("location")).toBe("/signin?next=%2Faccount");
  expect(response.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-tiauth_session_token=; .*Max-Age=0/),
  ]);
});

test("a body over 16 KiB gets 413 over a connection that stays open", async () => {
  const { browser } = await open();
  const body = "a".repeat(1024 * 1024);
  for (let index = 0; index < 3; index++)
    expect((await browser.request("/auth", { method: "POST", body })).status).toBe(413);
});
