import { ReadableStream } from "node:stream/web";
import { expect, onTestFinished, test, vi } from "vitest";
import { exchange, openConnection } from "../../testing/public-listener.ts";
import { allowOrigins } from "./cross-origin.ts";
import { listen } from "./listen.ts";
import type { Routes } from "./routes.ts";

const ok = { status: 200, body: "{}" };
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
const lastly = (path: string) => get(path).replace("x\r\n", "x\r\nConnection: close\r\n");

async function start(routes: Routes, origins: readonly string[] = []) {
  const errors: unknown[] = [];
  const answered: (number | "aborted")[] = [];
  const { port, close } = await listen({
    routes,
    crossOrigin: allowOrigins(origins),
    host: "127.0.0.1",
    port: 0,
    onError: (error) => void errors.push(error),
    onAnswered: (status) => void answered.push(status),
  });
  onTestFinished(() => close(0));
  return { port, close, url: `http://127.0.0.1:${port}`, errors, answered };
}

/** A handler that answers when it is told to. */
function hold() {
  let release = () => {};
  const waiting = new Promise<typeof ok>((resolve) => {
    release = () => resolve(ok);
  });
  const handle = vi.fn(() => waiting);
  return { handle, release: () => release() };
}

test("what a handler throws, at once or later, is told and answered 500 without a word of it", async () => {
  const broken = new Error("secret");
  const { url, errors } = await start({
    "/now": {
      GET: () => {
        throw broken;
      },
    },
    "/later": { GET: () => Promise.reject(broken) },
  });
  for (const path of ["/now", "/later"]) {
    const response = await fetch(url + path);
    expect(response.status).toBe(500);
    expect(await response.text()).toMatch(/^\{"error":\{"code":"internal_error"/);
  }
  expect(errors).toEqual([broken, broken]);
});

test("an asterisk in a path stands for one part of it, and a path as it is written comes first", async () => {
  const saying = (body: string) => ({ GET: () => ({ status: 200, body }) });
  const { url } = await start({ "/a/*": saying("any"), "/a/b": saying("b"), "/a/*/c": saying("c") });
  const said = async (path: string) => (await fetch(url + path)).text();
  expect([await said("/a/x"), await said("/a/b"), await said("/a/x/c")]).toEqual(["any", "b", "c"]);
  for (const path of ["/a/", "/a", "/a/x/d", "/a/x/c/d", "/b/a/x"])
    expect((await fetch(url + path)).status, path).toBe(404);
});

test("the status of every answer is told once it is over", async () => {
  const { port, answered } = await start({ "/": { GET: () => ok } });
  await exchange(port, get("/") + get("/nothing") + lastly("/"));
  await vi.waitFor(() => expect(answered).toEqual([200, 404, 200]));
});

test("of a connection that breaks, every request is told as aborted: those that wait for their turn too", async () => {
  const { handle } = hold();
  const { port, answered } = await start({ "/": { GET: handle }, "/alive": { GET: () => ok } });
  const { socket } = await openConnection(port);
  socket.write(get("/") + get("/"));
  await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(2));
  socket.resetAndDestroy();
  await vi.waitFor(() => expect(answered).toEqual(["aborted", "aborted"]));
});

test("D4: an answer that comes after its 503 goes nowhere", async () => {
  const { handle, release } = hold();
  const { port, close, errors, answered } = await start({ "/": { GET: handle } });
  const { socket, received } = await openConnection(port);
  socket.write(get("/"));
  await vi.waitFor(() => expect(handle).toHaveBeenCalled());
  await close(0.01);
  release();
  expect(await received).toMatch(/ 503 /);
  expect([errors, answered]).toEqual([[], [503]]);
});

test("D4: of requests that came one behind the other before the stop, each is answered; the last ends the connection", async () => {
  const { handle, release } = hold();
  const { port, close } = await start({ "/": { GET: handle } });
  const { socket, received } = await openConnection(port);
  socket.write(get("/") + get("/"));
  await vi.waitFor(() => expect(handle).toHaveBeenCalledTimes(2));
  const closed = close(10);
  release();
  const answers = (await received).split("HTTP/1.1 200 OK").slice(1);
  expect(answers.map((answer) => answer.includes("Connection: close"))).toEqual([false, true]);
  await closed;
});

test("a page of another origin can read that the server is stopping", async () => {
  const origin = "https://app.example.com";
  const { handle } = hold();
  const { port, close } = await start({ "/": { GET: handle } }, [origin]);
  const { socket, received } = await openConnection(port);
  socket.write(get("/").replace("x\r\n", `x\r\nOrigin: ${origin}\r\n`));
  await vi.waitFor(() => expect(handle).toHaveBeenCalled());
  await close(0.01);
  expect(await received).toMatch(new RegExp(` 503 .*Access-Control-Allow-Origin: ${origin}\r\n`, "s"));
});

test("an answer that goes on is followed no more when its reader leaves", async () => {
  const cancel = vi.fn();
  const body = () =>
    new ReadableStream<Uint8Array>({ start: (stream) => stream.enqueue(new TextEncoder().encode("first")), cancel });
  const { port, errors } = await start({ "/": { GET: () => ({ status: 200, body: body() }) } });
  const { socket, soFar } = await openConnection(port);
  socket.write(get("/"));
  await vi.waitFor(() => expect(soFar()).toContain("first"));
  expect(cancel).not.toHaveBeenCalled();
  socket.destroy();
  await vi.waitFor(() => expect(cancel).toHaveBeenCalledTimes(1));
  expect(errors).toEqual([]);
});

test("H2: an answer that waits for its turn behind a slow one is not taken for one that nobody reads", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  onTestFinished(() => void vi.useRealTimers());
  const { handle, release } = hold();
  const { port } = await start({ "/slow": { GET: handle }, "/": { GET: () => ok } });
  const { socket, received } = await openConnection(port);
  socket.write(get("/slow") + lastly("/"));
  await vi.waitFor(() => expect(handle).toHaveBeenCalled());
  await vi.advanceTimersByTimeAsync(30_000);
  release();
  expect((await received).match(/ 200 OK/g)).toHaveLength(2);
});

test("lengths are said in bytes, and not where there is no body", async () => {
  const { port } = await start({
    "/": { GET: () => ({ status: 200, body: "é€" }), DELETE: () => ({ status: 204, body: "" }) },
  });
  expect(await exchange(port, lastly("/"))).toMatch(/\r\nContent-Length: 5\r\n.*\r\n\r\né€$/s);
  expect(await exchange(port, lastly("/").replace("GET", "HEAD"))).toMatch(/\r\nContent-Length: 5\r\n.*\r\n\r\n$/s);
  const empty = await exchange(port, lastly("/").replace("GET", "DELETE"));
  expect(empty).toMatch(/^HTTP\/1\.1 204 No Content\r\n.*\r\n\r\n$/s);
  expect(empty).not.toMatch(/Content-Length|Transfer-Encoding/);
});
