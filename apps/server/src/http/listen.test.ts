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

  test("an answer that does not come in time is 503, and the connection ends with it", async () => {
    const { invoke } = hold();
    const { port, close } = await startListener({ invoke });
    const { socket, received } = await openConnection(port);
    socket.write(post("{}"));
    await vi.waitFor(() => expect(invoke).toHaveBeenCalled());
    await close(0.01);
    expect(await received).toMatch(/^HTTP\/1\.1 503 .*Retry-After: 1\r\n.*Connection: close\r\n.*"stopping"/s);
  });

  test("nobody waits for the answers to requests whose connection broke", async () => {
    const { invoke } = hold();
    const { port, close } = await startListener({ invoke });
    const { socket } = await openConnection(port);
    socket.write(post("{}").replace("Connection: close\r\n", "").repeat(3));
    await vi.waitFor(() => expect(invoke).toHaveBeenCalledTimes(3));
    const left = vi.waitFor(() => expect(socket.destroyed).toBe(true));
    socket.resetAndDestroy();
    await left;
    const startedAt = performance.now();
    await close(4);
    expect(performance.now() - startedAt).toBeLessThan(4000);
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

describe("H2: slow peers", () => {
  const lived = async (ended: Promise<unknown>) => {
    const startedAt = performance.now();
    await ended;
    return performance.now() - startedAt;
  };

  /** One whose headers or body do not come: what it is told. */
  const slow = async (port: number, start: string) => {
    let answer = "";
    const milliseconds = await lived(
      exchange(port, start).then((text) => {
        answer = text;
      }),
    );
    expect(milliseconds).toBeLessThan(20_000);
    return answer;
  };

  /** One who does not read its answer, of which there is more than a system takes. */
  const unread = async (port: number) => {
    const { socket } = await openConnection(port);
    socket.pause();
    socket.write(post("{}").replace("Connection: close\r\n", ""));
    // It goes on asking; and a socket that is not read learns of its end when it writes.
    const timer = setInterval(() => socket.write("\r\n"), 100);
    expect(await lived(new Promise((ended) => socket.once("close", ended)))).toBeLessThan(20_000);
    clearInterval(timer);
  };

  test("are closed within 20 s: slow headers, slow bodies, answers that nobody reads", async () => {
    const { port } = await startListener({ invoke: async () => ({ status: 200, body: "x".repeat(50_000_000) }) });
    const [, ...answers] = await Promise.all([
      slow(port, ""),
      slow(port, "POST / HTTP/1.1\r\n"),
      slow(port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"),
      unread(port),
    ]);
    expect(answers.slice(0, 2)).toEqual([expect.stringContaining("408"), expect.stringContaining("408")]);
  }, 30_000);
});

test("who asks a hundred times before the first answer is gone, and nobody else", async () => {
  const { invoke, release } = hold();
  const { port } = await startListener({ invoke });
  const [flood, other] = [await openConnection(port), await openConnection(port)];
  other.socket.write(post("{}"));
  flood.socket.write(post("{}").replace("Connection: close\r\n", "").repeat(120));
  expect(await flood.received).toBe("");
  expect(invoke.mock.calls.length).toBeLessThanOrEqual(101);
  release();
  expect(await other.received).toContain('{"ok":true}');
});

test("an address that is taken is an error of the system", async () => {
  const { port } = await startListener();
  const { listen } = await import("./listen.ts");
  const options = { routes: {}, crossOrigin: () => [], host: "127.0.0.1", port, onError: () => undefined };
  await expect(listen(options)).rejects.toMatchObject({ code: "EADDRINUSE" });
});
