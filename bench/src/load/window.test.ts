import type { RequestListener } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { tinyServer } from "../testing/tiny-server.ts";
import type { Plan } from "./plan.ts";
import { measure } from "./window.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(listener: RequestListener) {
  const { port, close } = await tinyServer(listener);
  closing.push(close);
  return port;
}

const right: RequestListener = (request, response) => {
  request.resume();
  response.end('{"ok":true,"values":{}}');
};
const broken: RequestListener = (_request, response) => {
  response.statusCode = 503;
  response.end();
};
const expected = { status: 200, bodyStart: '{"ok":true,' };
const window = { warmUpSeconds: 0.02, seconds: 0.5, pid: process.pid };

const closed = (port: number, bodies: readonly string[] = ["{}"]): Plan => ({
  kind: "closed",
  ...{ port, connections: 3, expected },
  requests: bodies.map((body) => ({ method: "POST", path: "/", body })),
});
const open = (port: number, perSecond: number): Plan => ({
  kind: "open",
  ...{ port, connections: 3, expected, perSecond },
  requests: [{ method: "POST", path: "/", body: "{}" }],
});

describe("closed loop", () => {
  it("counts what was answered, and how long it took", async () => {
    const outcome = await measure(closed(await serve(right)), window);
    expect(outcome.count).toBeGreaterThan(0);
    expect(outcome.seconds).toBeGreaterThan(0.49);
    expect(outcome.p50Milliseconds).toBeGreaterThan(0);
    expect(outcome.p999Milliseconds).toBeGreaterThanOrEqual(outcome.p50Milliseconds);
  });

  it("keeps its connections and sends the requests in turn", async () => {
    const bodies: string[] = [];
    const ports = new Set<number | undefined>();
    const port = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      request.on("data", (chunk) => bodies.push(String(chunk)));
      right(request, response);
    });
    await measure(closed(port, ['"a"', '"b"']), window);
    expect(ports.size).toBe(3);
    expect(bodies.slice(0, 4).toSorted()).toEqual(['"a"', '"a"', '"b"', '"b"']);
  });

  it("does not count what was answered while warming up", async () => {
    let answered = 0;
    const port = await serve((request, response) => {
      answered++;
      right(request, response);
    });
    const { count } = await measure({ ...closed(port), connections: 1 }, { ...window, warmUpSeconds: 0.5 });
    // One may have been under way in the end.
    expect(count).toBeLessThan(answered - 1);
  });

  it.each([
    ["another status", 500, '{"ok":true,"values":{}}'],
    ["a refusal", 200, '{"ok":false,"error_code":"invalid_session_token"}'],
    ["nothing", 200, ""],
  ])("fails at %s", async (_, status, body) => {
    const port = await serve((_request, response) => {
      response.statusCode = status;
      response.end(body);
    });
    await expect(measure(closed(port), window)).rejects.toThrow(`A wrong answer: HTTP/1.1 ${status}`);
  });

  it("fails at one wrong answer among right ones", async () => {
    let count = 0;
    const port = await serve((request, response) => (++count === 20 ? response.end("no") : right(request, response)));
    await expect(measure(closed(port), { ...window, seconds: 20 })).rejects.toThrow("A wrong answer");
  });

  it("fails if the server closes a connection", async () => {
    const port = await serve((request) => request.socket.destroy());
    await expect(measure(closed(port), window)).rejects.toThrow();
  });

  it("fails if nobody listens", async () => {
    const { port, close } = await tinyServer(right);
    await close();
    await expect(measure(closed(port), window)).rejects.toThrow("ECONNREFUSED");
  });
});

describe("open loop", () => {
  it("does not send more than it is told", async () => {
    const { count, seconds } = await measure(open(await serve(right), 100), window);
    expect(count).toBeGreaterThan(0);
    // What was due while the connections were opened may come on top.
    expect(count).toBeLessThanOrEqual(100 * (seconds + window.warmUpSeconds) + 1);
  });

  it("a request's time begins when it was due, so that waiting for a connection counts", async () => {
    const port = await serve((request, response) => void setTimeout(() => right(request, response), 20));
    // Three connections and 20 ms each: at most 150 a second are answered, and the rest waits longer and longer.
    const { p50Milliseconds } = await measure(open(port, 1000), window);
    expect(p50Milliseconds).toBeGreaterThan(40);
  });

  it("fails at a wrong answer", async () => {
    const port = await serve(broken);
    await expect(measure(open(port, 500), window)).rejects.toThrow("A wrong answer: HTTP/1.1 503");
  });
});

it("what goes on beside is not counted, but its wrong answers are", async () => {
  const port = await serve(right);
  const beside = closed(await serve(broken));
  await expect(measure(closed(port), { ...window, seconds: 20, beside })).rejects.toThrow("HTTP/1.1 503");
});

it("visits ask one thing after the other, made of what was answered", async () => {
  const asked: string[] = [];
  const port = await serve(async (request, response) => {
    const chunks: Buffer[] = await request.toArray();
    const { action, arguments: args } = JSON.parse(Buffer.concat(chunks).toString());
    asked.push(`${action} ${args.signin_token ?? args.user_email_address}`);
    response.end('{"ok":true,"values":{"signin_token":"s1","session_token":"t1"}}');
  });
  const visitors = [{ emailAddress: "ann@example.com", password: "flowers" }];
  const { count } = await measure(
    { kind: "visits", port, userServerPort: port, connections: 1, visit: "tiauthSignIn", visitors },
    window,
  );
  expect(count).toBeGreaterThan(0);
  expect(asked.slice(0, 3)).toEqual([
    "create_signin ann@example.com",
    "verify_signin_user_password s1",
    "complete_signin s1",
  ]);
});
