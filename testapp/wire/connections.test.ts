import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "../harness/index.ts";
import { exchange, openConnection } from "./connection.ts";
import { bodyOf, send } from "./request.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const request = bodyOf("get_session", { session_token: "" });
const post = (body: string, headers: readonly string[] = []) =>
  ["POST / HTTP/1.1", "Host: x", `Content-Length: ${body.length}`, ...headers, "", body].join("\r\n");
const isAlive = async () => (await send(world.tiauth.port, { method: "GET", path: "/alive" })).status === 200;

describe("pipelined requests", () => {
  it("are answered in order on their one connection", async () => {
    const requests = [
      post(request),
      post("{"),
      "GET /alive HTTP/1.1\r\nHost: x\r\n\r\n",
      post(request, ["Connection: close"]),
    ];
    const answers = await exchange(world.tiauth.port, requests.join(""));
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 400", "HTTP/1.1 200", "HTTP/1.1 200"]);
    const ids = [...answers.matchAll(/"action_invocation_id":"([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it("nothing that follows a body which was too large is taken for a request", async () => {
    const smuggled = "GET /alive HTTP/1.1\r\nHost: x\r\n\r\n".repeat(600);
    const answers = await exchange(world.tiauth.port, post(smuggled) + post(request, ["Connection: close"]));
    expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 413", "HTTP/1.1 200"]);
    expect(answers).not.toContain('"alive"');
  });
});

describe("what is no HTTP request", () => {
  it.each([
    ["words", "hello\r\n\r\n"],
    ["a TLS handshake", Uint8Array.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3)],
    ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["no host", "GET /alive HTTP/1.1\r\nConnection: close\r\n\r\n"],
    ["two lengths", `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{"a"}`],
    ["a negative length", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n"],
    ["length and chunks", `${post(request, ["Transfer-Encoding: chunked"])}`],
    ["chunks of no size", "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n"],
    ["a header without a colon", "POST / HTTP/1.1\r\nHost: x\r\nHeader\r\n\r\n"],
    ["a header folded with a null character", "POST / HTTP/1.1\r\nHost: x\r\nHeader: \0\r\n\r\n"],
    ["an unknown method", "STEAL / HTTP/1.1\r\nHost: x\r\n\r\n"],
  ])("H3: %s: is answered 400 in the form of all other answers", async (_, bytes) => {
    const answer = await exchange(world.tiauth.port, bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toMatch(/\r\nCache-Control: no-store\r\n/i);
    expect(answer).toMatch(/\r\nX-Content-Type-Options: nosniff\r\n/i);
    expect(answer).toMatch(/\{"error":\{"code":"[a-z_]+","message":"[^"]+"\}\}$/);
  });

  it("headers without end are answered 431", async () => {
    const head = `POST / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`;
    expect(await exchange(world.tiauth.port, head)).toMatch(/^HTTP\/1\.1 431 .*"headers_too_large"/s);
  });
});

describe("H4: a client that breaks off", () => {
  const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${request.length}\r\n\r\n`;
  const beginnings = ["", "POST / HT", head, head + request.slice(0, 20), post(request)];

  it.each(["destroy", "resetAndDestroy"] as const)("harms nobody else (%s)", async (end) => {
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const { socket } = await openConnection(world.tiauth.port);
        socket.write(beginnings[index % beginnings.length] ?? "", () => socket[end]());
      }),
    );
    expect(await isAlive()).toBe(true);
  });

  it("harms nobody else while its action is under way", async () => {
    const { sessionToken } = await world.signUp();
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const asked = new Promise<void>((resolve) => {
      world.userServer.intercept("get_user", async ({ answer }) => {
        resolve();
        await gate;
        return answer();
      });
    });
    const { socket } = await openConnection(world.tiauth.port);
    socket.write(post(bodyOf("get_session", { session_token: sessionToken })));
    await asked;
    socket.resetAndDestroy();
    expect(await isAlive()).toBe(true);
    goOn();
    expect(await world.client.getSession({ sessionToken })).toMatchObject({ ok: true });
  });

  it("is no error in the log, and leaves no stack", async () => {
    await world.tiauth.stop();
    expect(world.tiauth.logs.filter(({ level }) => level === "error" || level === "warn")).toEqual([
      expect.objectContaining({ msg: expect.stringContaining("INSECURE") }),
    ]);
    expect(world.tiauth.output.length).toBe(world.tiauth.logs.length);
    expect(world.tiauth.output.join("\n")).not.toMatch(/^\s+at |\\n\s+at /m);
  });
});
