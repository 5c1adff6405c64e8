import { connect } from "node:net";
import type { Answer } from "@tiauth/server";
import { describe, expect, test, vi } from "vitest";
import { exchange, openConnection, post, startListener } from "../../testing/public-listener.ts";

const answered: Answer = { status: 200, body: '{"ok":true}' };

/** A core that answers when it is told to. */
function hold() {
  let release = (_: Answer) => {};
  const waiting = new Promise<Answer>((resolve) => {
    release = resolve;
  });
  const invoke = vi.fn(() => waiting);
  return { invoke, release: () => release(answered) };
}

describe("D4: close", () => {
  test("an answer under way is finished, and its connection ends with it", async () => {
    const { invoke, release } = hold();
    const { port, close } = await startListener({ invoke });
    const { socket, received } = await openConnection(port);
    socket.write(post("{}").replace("Connection: close\r\n", ""));
    await vi.waitFor(() => expect(invoke).toHaveBeenCalled());
    const closed = close(10);
    release();
    expect(await received).toMatch(/^HTTP\/1\.1 200 OK.*Connection: close.*\{"ok":true\}$/s);
    await closed;
  });

  test("a new request on an open connection is refused with 503, a new connection not taken", async () => {
    const { invoke, release } = hold();
    const { port, close } = await startListener({ invoke });
    const [busy, other] = [await openConnection(port), await openConnection(port)];
    busy.socket.write(post("{}"));
    other.socket.write("GET /alive HTTP/1.1\r\nHost: x\r\n"); // half a request: not idle, not begun
    await vi.waitFor(() => expect(invoke).toHaveBeenCalled());
    const closed = close(10);
    other.socket.write("\r\n");
    expect(await other.received).toMatch(/^HTTP\/1\.1 503 .*Retry-After: 1\r\n.*Connection: close\r\n.*"stopping"/s);
    const refused = new Promise<string>((resolve) => {
      connect({ host: "127.0.0.1", port }).on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""));
    });
    expect(await refused).toBe("ECONNREFUSED");
    release();
    await closed;
    expect(await busy.received).toContain("200 OK");
  });

  test("idle connections are closed at once", async () => {
    const { port, close } = await startListener();
    const idle = await openConnection(port);
    idle.socket.write("GET /alive HTTP/1.1\r\nHost: x\r\n\r\n");
    await vi.waitFor(() => expect(idle.soFar()).toContain("alive"));
    const silent = await openConnection(port);
    await close(10);
    await idle.received;
    expect(await silent.received).toBe("");
  });

  test("an answer that does not come in time is broken off", async () => {
    const { invoke } = hold();
    const { port, close } = await startListener({ invoke });
    const { socket, received } = await openConnection(port);
    socket.write(post("{}"));
    await vi.waitFor(() => expect(invoke).toHaveBeenCalled());
    await close(0.01);
    expect(await received).toBe("");
  });
});

describe("answers to what is no request", () => {
  test.each([
    ["not HTTP", "hello\r\n\r\n", 400],
    ["no Host", "GET /alive HTTP/1.1\r\nConnection: close\r\n\r\n", 400],
    ["a Host that is no host", "GET /alive HTTP/1.1\r\nHost: a/b@c\r\nConnection: close\r\n\r\n", 400],
    ["a target that is no path", "GET alive HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400],
    ["two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400],
    ["length and chunks", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400],
    ["headers without end", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431],
  ])("%s is short, plain JSON", async (_, request, status) => {
    const { port } = await startListener();
    const answer = await exchange(port, request);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).toContain("cache-control: no-store");
    expect(answer.toLowerCase()).toContain("x-content-type-options: nosniff");
    expect(answer).toMatch(/\{"error":\{"code":"[a-z_]+","message":"[^"]+"\}\}$/);
    expect(answer.length).toBeLessThan(400);
  });

  test("HTTP/1.0 needs no Host", async () => {
    const { port } = await startListener();
    expect(await exchange(port, "GET /alive HTTP/1.0\r\n\r\n")).toMatch(/ 200 OK.*\{"status":"alive"\}$/s);
  });

  test("an expectation is not met, and does not matter", async () => {
    const { port } = await startListener();
    const answer = await exchange(
      port,
      "GET /alive HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: wonders\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  test("an upgrade is not taken: the request is answered as if it had not asked", async () => {
    const { port } = await startListener();
    const asked = "GET /alive HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";
    const { socket, soFar } = await openConnection(port);
    socket.write(asked);
    await vi.waitFor(() => expect(soFar()).toContain("200 OK"));
  });
});

test("H2: slow headers and slow bodies are closed within 20 s", { timeout: 30_000 }, async () => {
  const { port } = await startListener();
  const startedAt = performance.now();
  const slow = await Promise.all(
    ["", "POST / HTTP/1.1\r\n", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"].map(async (start) => {
      const connection = await openConnection(port);
      connection.socket.write(start);
      return connection.received;
    }),
  );
  expect(performance.now() - startedAt).toBeLessThan(20_000);
  expect(slow.slice(1)).toEqual([expect.stringContaining("408"), expect.stringContaining("408")]);
});

test("an address that is taken is an error of the system", async () => {
  const { port } = await startListener();
  const { listen } = await import("./listen.ts");
  const { createApp } = await import("./routes.ts");
  const app = createApp({}, { crossOrigin: () => ({}), onError: () => undefined });
  await expect(listen({ app, host: "127.0.0.1", port, onError: () => undefined })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
});
