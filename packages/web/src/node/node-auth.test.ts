import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { testApplication } from "../testing/application.ts";
import { openBrowser } from "../testing/browser.ts";
import { listen } from "../testing/listen.ts";
import { signUp } from "../testing/people.ts";
import { nodeAuth, sessionOf, visitOf } from "./index.ts";

/** An application of node:http that somebody opens in a browser. */
async function open(answer: RequestListener, ...options: Parameters<typeof testApplication>) {
  const application = testApplication(...options);
  const middleware = nodeAuth(application.auth);
  const url = await listen(
    createServer((request, response) => {
      middleware(request, response, (error) => (error ? response.destroy() : answer(request, response)));
    }),
  );
  const browser = openBrowser((request) => fetch(request, { redirect: "manual" }), url);
  return { application, browser, url };
}

const signOut =
  (answer: RequestListener): RequestListener =>
  async (request, response) => {
    await visitOf(request).client.deleteSession();
    answer(request, response);
  };
const cleared = "__Host-tiauth_session_token=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax; Secure";

test.each<[string, RequestListener]>([
  ["setHeader", (_, response) => response.setHeader("Set-Cookie", "theme=dark").end("bye")],
  ["headers", (_, response) => response.writeHead(200, { "Set-Cookie": "theme=dark" }).end("bye")],
  [
    "a message and headers",
    (_, response) => response.writeHead(200, "Fine", { "set-cookie": ["theme=dark"] }).end("bye"),
  ],
  ["a list of headers", (_, response) => response.writeHead(200, ["Set-Cookie", "theme=dark"]).end("bye")],
])("cookies that became due are set beside the page's own: %s", async (_, answer) => {
  const { application, browser } = await open(signOut(answer));
  await signUp(application, browser);
  const response = await browser.request("/signout", { method: "POST" });
  expect([response.status, await response.text()]).toEqual([200, "bye"]);
  expect(response.headers.getSetCookie()).toEqual(["theme=dark", cleared]);
  expect(response.headers.get("cache-control")).toBe("no-store");
});

test("a page that sets no cookie is left as it is", async () => {
  const { browser } = await open((_, response) => response.writeHead(200, { "Cache-Control": "public" }).end("hi"));
  const response = await browser.request("/");
  expect([response.headers.get("cache-control"), response.headers.getSetCookie()]).toEqual(["public", []]);
});

test("a form from elsewhere gets 403, and the page never hears of it", async () => {
  let heard = 0;
  const { browser } = await open((_, response) => {
    heard++;
    response.end();
  });
  for (const headers of [{ "Sec-Fetch-Site": "cross-site" }, { "Sec-Fetch-Site": "same-site" }])
    expect((await browser.request("/form", { method: "POST", headers })).status).toBe(403);
  expect((await browser.request("/", { headers: { "Sec-Fetch-Site": "cross-site" } })).status).toBe(200);
  expect(heard).toBe(1);
});

test("a body over 16 KiB gets 413 over a connection that stays open", async () => {
  const { browser } = await open((_, response) => response.end());
  const body = "a".repeat(1024 * 1024);
  for (let index = 0; index < 3; index++)
    expect((await browser.request("/auth", { method: "POST", body })).status).toBe(413);
});

test("a body that is too long is answered before it has all come", async () => {
  const { url } = await open((_, response) => response.end());
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const head = "POST /auth HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\nTransfer-Encoding: chunked\r\n\r\n";
  socket.write(`${head}5000\r\n${"a".repeat(0x5000)}\r\n`); // and no end
  const [answer] = await once(socket, "data");
  expect(String(answer)).toMatch(/^HTTP\/1.1 413 /);
  socket.destroy();
});

/** What the server sends for the beginning of a connection, up to its first status line. */
async function statusOf(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(text);
  let answer = "";
  for await (const chunk of socket) answer += chunk;
  return answer.split(" ")[1] ?? "";
}

test.each([
  ["TRACE", "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["a host that is a path", "GET / HTTP/1.1\r\nHost: a/auth?\r\n\r\n"],
  ["a target with a host of its own", "GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["a target that is none", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"],
  ["a port that is none", "GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n"],
])("a request with %s gets 400, and the server goes on", async (_, text) => {
  const { url, browser } = await open((_request, response) => response.end("hi"));
  expect(await statusOf(url, text)).toBe("400");
  expect(await statusOf(url, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")).toBe("200");
  expect((await browser.request("/")).status).toBe(200);
});

test("a probe without a host is answered", async () => {
  const { url } = await open((_, response) => response.end("hi"));
  expect(await statusOf(url, "GET / HTTP/1.0\r\n\r\n")).toBe("200");
});

test("an upload that breaks off does no harm", async () => {
  const { application, url, browser } = await open((_, response) => response.end("hi"));
  const head = "POST /auth HTTP/1.1\r\nHost: a\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 99\r\n\r\n";
  await statusOf(url, `${head}{`);
  expect((await browser.request("/")).status).toBe(200);
  expect(application.calls).toEqual([]);
});

test.each([
  ["address at the other end", undefined, "127.0.0.0/24"],
  ["person's, as the application finds it, before the one at the other end", "192.0.2.17", "192.0.2.0/24"],
])("the auth server hears the %s", async (_, found, network) => {
  const options = { clientAddress: () => found };
  const { application, browser } = await open((_request, response) => response.end(), options);
  await signUp(application, browser);
  const listed = await browser.client.listSessions();
  expect(listed.ok && listed.sessions.map(({ clientAddress }) => clientAddress)).toEqual([network]);
});

test("who asks for what the middleware has not seen is told so", async () => {
  const errors: unknown[] = [];
  const url = await listen(
    createServer((request, response) => {
      for (const look of [visitOf, sessionOf])
        try {
          look(request);
        } catch (error) {
          errors.push(error);
        }
      response.end();
    }),
  );
  await fetch(url);
  expect(String(errors)).toMatch(/nodeAuth.*requireSession/);
});
