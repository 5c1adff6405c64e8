import { createServer } from "node:http";
import { createWebAuth, type WebAuth } from "@tiauth/web";
import { nodeAuth, visitOf } from "@tiauth/web/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../packages/web/src/testing/browser.ts";
import { listen } from "../packages/web/src/testing/listen.ts";
import { type Person, startWorld, succeeded, type World } from "./harness/index.ts";

const secret = "secret of the application and its auth server";
let world: World;
let person: Person;
beforeAll(async () => {
  world = await startWorld({ secret });
  person = await world.signUp();
});
afterAll(() => world.close());

const startAuth = (sharedSecret: string, onError: (error: unknown) => void = () => undefined): WebAuth =>
  createWebAuth({ authServer: world.tiauth.url, cookieSecrets: [secret], sharedSecret, onError, isDevelopment: false });

/** The application's own server, behind a proxy that it trusts, and somebody's browser. */
async function open(auth: WebAuth) {
  const middleware = nodeAuth(auth, {
    sender: ({ headers }) => ({ clientAddress: String(headers["x-real-ip"]) }),
  });
  const server = createServer((request, response) =>
    middleware(request, response, async () => {
      const session = await visitOf(request).getSession();
      response.end(session?.userId ?? "nobody");
    }),
  );
  return openBrowser(
    (request) => {
      request.headers.set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
      request.headers.set("X-Real-IP", "198.51.100.7");
      return fetch(request);
    },
    await listen(server),
  );
}

test("who signs in to an application with cookies is known to its pages, and listed with their own browser and network", async () => {
  const browser = await open(startAuth(secret));
  const { client } = browser;
  await succeeded(client.createSignin({ userEmailAddress: person.emailAddress }));
  await succeeded(client.verifySigninUserPassword({ password: person.password }));
  const { session } = await succeeded(client.completeSignin());
  expect(await (await browser.request("/")).text()).toBe(session.userId);
  const { sessions } = await succeeded(client.listSessions());
  expect(sessions.find(({ current }) => current)).toMatchObject({
    id: session.id,
    label: expect.stringContaining("Firefox"),
    clientAddress: "198.51.100.0/24",
  });
  await succeeded(client.deleteSession());
  expect(browser.cookies.size).toBe(0);
  expect(await (await browser.request("/")).text()).toBe("nobody");
});

test("an application that has another secret than its auth server is told so, and nothing happens", async () => {
  const errors: unknown[] = [];
  const { client, cookies } = await open(startAuth("another secret", (error) => errors.push(error)));
  await expect(client.createSignin({ userEmailAddress: person.emailAddress })).rejects.toMatchObject({
    status: 503,
    code: "auth_server_unavailable",
  });
  expect(errors).toMatchObject([{ status: 400, code: "invalid_client_context" }]);
  expect(cookies.size).toBe(0);
});
