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
