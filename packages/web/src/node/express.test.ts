import { createServer } from "node:http";
import express from "express";
import { expect, test } from "vitest";
import { testApplication } from "../testing/application.ts";
import { openBrowser } from "../testing/browser.ts";
import { listen } from "../testing/listen.ts";
import { signIn, signUp } from "../testing/people.ts";
import { nodeAuth, requireSession, sessionOf, visitOf } from "./index.ts";

/** An application of Express 5 that somebody opens in a browser. */
async function open() {
  const application = testApplication();
  const app = express();
  app.use(nodeAuth(application.auth));
  app.get("/", async (request, response) => {
    const session = await visitOf(request).getSession();
    response.send(session?.userId ?? "nobody");
  });
  app.get("/account", requireSession({ signInPath: "/signin" }), (request, response) => {
    response.send(sessionOf(request).userId);
  });
  app.post("/signout", async (request, response) => {
    await visitOf(request).client.deleteSession();
    response.redirect("/");
  });
  const url = await listen(createServer(app));
  const browser = openBrowser((request) => fetch(request, { redirect: "manual" }), url);
  return { application, browser, url };
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

test("forms keep their body, and a handler behind a parser of bodies still works", async () => {
  const { auth, ...application } = testApplication();
  const app = express();
  app.use(express.json({ type: "*/*" }));
  app.use(nodeAuth(auth));
  const browser = openBrowser((request) => fetch(request), await listen(createServer(app)));
  await signUp({ auth, ...application }, browser);
  expect(browser.cookies.size).toBe(1);

  const other = express();
  other.use(nodeAuth(auth));
  other.use(express.urlencoded());
  other.post("/form", (request, response) => {
    response.send(request.body.name);
  });
  const form = openBrowser((request) => fetch(request), await listen(createServer(other)));
  const body = new URLSearchParams({ name: "Alice" });
  expect(await (await form.request("/form", { method: "POST", body })).text()).toBe("Alice");
});

test("a handler whose body somebody read and threw away says so to Express", async () => {
  const errors: unknown[] = [];
  const app = express();
  app.use((request, _response, next) => request.resume().once("end", next));
  app.use(nodeAuth(testApplication().auth));
  app.use(((error, _request, response, _next) => {
    errors.push(error);
    response.status(500).end();
  }) satisfies express.ErrorRequestHandler);
  const browser = openBrowser((request) => fetch(request), await listen(createServer(app)));
  expect((await browser.request("/auth", { method: "POST", body: "{}" })).status).toBe(500);
  expect(String(errors)).toContain("before what parses bodies");
});

test("a page whose auth server is down is 503", async () => {
  const { application, browser } = await open();
  await signUp(application, browser);
  application.instead = async () => "nonsense";
  for (const path of ["/", "/account"]) {
    const response = await browser.request(path);
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain("session_token");
  }
  expect(browser.cookies.size).toBe(1);
});

test("the sender's address is the one that Express was told to trust", async () => {
  const application = testApplication();
  const app = express();
  app.set("trust proxy", "loopback");
  app.use(nodeAuth(application.auth));
  const url = await listen(createServer(app));
  const browser = openBrowser((request) => {
    request.headers.set("X-Forwarded-For", "198.51.100.7");
    request.headers.set("X-Forwarded-Proto", "https");
    return fetch(request);
  }, url);
  await signUp(application, browser);
  const listed = await browser.client.listSessions();
  expect(listed.ok && listed.sessions.map(({ clientAddress }) => clientAddress)).toEqual(["198.51.100.0/24"]);
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
