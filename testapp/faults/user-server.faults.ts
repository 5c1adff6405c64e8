import { createServer } from "node:http";
import { verifySignature } from "@tiauth/user-server";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { completions } from "../completions.ts";
import { type Person, succeeded } from "../harness/index.ts";
import { listenOnLoopback } from "../harness/loopback.ts";
import { openBlackHole } from "./black-hole.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import { type Hostility, hostile } from "./hostilities.ts";
import { latenciesOf } from "./probe.ts";
import { inMilliseconds, inSeconds, report, timed } from "./report.ts";
import { measureUntil } from "./tolerance.ts";

const secret = "secret of the user server";

let world: HostileWorld;
let person: Person;
let proxied = 0;
beforeAll(async () => {
  const proxy = createServer((_request, response) => {
    proxied += 1;
    response.end();
  });
  const proxyUrl = `http://127.0.0.1:${await listenOnLoopback(proxy)}`;
  const env = { HTTP_PROXY: proxyUrl, http_proxy: proxyUrl, ALL_PROXY: proxyUrl, NODE_USE_ENV_PROXY: "1" };
  world = await startHostileWorld({ secret, env });
  person = await world.signUp();
  return () => proxy.close();
});
afterAll(() => world.close());
afterEach(async () => {
  world.userServer.behave();
  // Answered well, so that the next case does not begin where calls are not made any more.
  await expect.poll(() => world.client.getSession(person), { timeout: 10_000 }).toMatchObject({ ok: true });
});

const look = () => world.client.getSession(person);

describe("U1: a call to the user server", () => {
  it("U1: takes at most 2 s to connect, in each of a read's two tries", async () => {
    const hole = await openBlackHole();
    onTestFinished(hole.close);
    const lost = await startHostileWorld({ env: { TIAUTH_USER_SERVER_URL: `http://127.0.0.1:${hole.port}/invoke` } });
    onTestFinished(lost.close);
    const { milliseconds, value } = await measureUntil(
      (measured) => measured.milliseconds < 4800,
      () => timed(() => lost.client.createSignin({ userEmailAddress: "a@example.com" })),
    );
    report({ promise: "U1", what: "connecting in vain, twice", measured: inSeconds(milliseconds), limit: "2 s each" });
    expect(value).toMatchObject({ errorCode: "internal_error" });
    expect(milliseconds).toBeGreaterThan(3900);
    expect(milliseconds).toBeLessThan(4800);
    const line = await lost.tiauth.log({ level: "error", action_invocation_id: value.actionInvocationId });
    expect(line).toMatchObject({ error: { message: expect.stringContaining("UND_ERR_CONNECT_TIMEOUT") } });
  });

  it("U1: ends after 5 s in all, however slowly it is answered", async () => {
    const slow = [
      hostile.hangingBefore(),
      hostile.hangingAfter(),
      hostile.dripping(),
      hostile.drippingHeaders(),
      hostile.hintingWithoutEnd(),
    ];
    const measure = async () => {
      const waiting = [...slow];
      world.userServer.turn((exchange) => (waiting.shift() ?? hostile.hangingBefore())(exchange));
      const answers = await Promise.all(slow.map(() => timed(look)));
      return { answers, slowest: Math.max(...answers.map(({ milliseconds }) => milliseconds)) };
    };
    const { answers, slowest } = await measureUntil((measured) => measured.slowest < 5800, measure);
    report({ promise: "U1", what: "hanging, dripping, hinting answers", measured: inSeconds(slowest), limit: "5 s" });
    expect(answers.map(({ value }) => value)).toEqual(slow.map(() => expect.objectContaining({ ok: false })));
    expect(slowest).toBeGreaterThan(4900);
    expect(slowest).toBeLessThan(5800);
  });

  it("U1: takes an answer of 64 KiB after decoding, and none of a byte more, announced or not", async () => {
    const bytes = 64 * 1024;
    for (const framing of ["announced", "chunked"] as const) {
      world.userServer.turn(hostile.padding(bytes, framing));
      expect(await look()).toMatchObject({ ok: true });
      world.userServer.turn(hostile.padding(bytes + 1, framing));
      expect(await look()).toMatchObject({ errorCode: "internal_error" });
    }
    // Packed, it would be small enough.
    world.userServer.turn(hostile.compressing());
    expect(await look()).toMatchObject({ errorCode: "internal_error" });
    report({ promise: "U1", what: "longest answer that is taken", measured: "64 KiB", limit: "64 KiB" });
  });

  it("U1: does not follow a redirect", async () => {
    let asked = 0;
    const elsewhere = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    onTestFinished(() => void elsewhere.close());
    const location = `http://127.0.0.1:${await listenOnLoopback(elsewhere)}/invoke`;
    for (const status of [301, 302, 303, 307, 308]) {
      world.userServer.turn(hostile.redirecting(status, location));
      expect(await look()).toMatchObject({ errorCode: "internal_error" });
    }
    report({ promise: "U1", what: "redirects followed, of five kinds", measured: `${asked}`, limit: "0" });
    expect(asked).toBe(0);
  });

  it("U1: asks no proxy of the environment", async () => {
    await succeeded(look());
    report({ promise: "U1", what: "calls through a proxy of the environment", measured: `${proxied}`, limit: "0" });
    expect(proxied).toBe(0);
  });

  it("U1: is one of at most 64 at once; the others wait for their turn and are all answered", async () => {
    const { userServer } = world;
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    userServer.turn(async (exchange) => {
      await gate;
      return hostile.delaying(0.2)(exchange);
    });
    const asked = Array.from({ length: 200 }, look);
    await expect.poll(userServer.inFlight, { timeout: 4000, interval: 5 }).toBe(64);
    goOn();
    const answers = await Promise.all(asked);
    const most = userServer.mostInFlight();
    report({ promise: "U1", what: "calls in flight while 200 wait", measured: `${most}`, limit: "64" });
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    expect(most).toBe(64);
  });

  it("U1: keeps its connections", async () => {
    const before = world.userServer.connectionCount();
    for (let i = 0; i < 100; i++) await succeeded(look());
    const opened = world.userServer.connectionCount() - before;
    report({ promise: "U1", what: "connections for 100 calls one after the other", measured: `${opened}` });
    expect(opened).toBeLessThanOrEqual(2);
  });

  it.each([
    ["closes before it answers", hostile.closingBefore()],
    ["resets", hostile.resetting()],
    ["is cut short", hostile.cutShort()],
  ])("U1: is made twice if it is a read whose connection %s, a write only once", async (name, hostility) => {
    const { userServer, client } = world;
    const { sessionToken } = await world.signUp();
    const reads = await userServer.requestsDuring(async () => {
      userServer.turn(counting(hostility), { times: 1 });
      expect(await look()).toMatchObject({ ok: true });
      userServer.turn(counting(hostility));
      expect(await look()).toMatchObject({ errorCode: "internal_error" });
    });
    userServer.turn(counting(hostility), { actions: ["increment_user_sessions_counter"] });
    const writes = await userServer.requestsDuring(() => client.deleteAllSessions({ sessionToken }));
    const [read, written] = [reads.length, writes.filter((action) => !action.startsWith("get_")).length];
    report({
      promise: "U1",
      what: `tries of a read, of a write, whose connection ${name}`,
      measured: `${read - 2}, ${written}`,
      limit: "2, 1",
    });
    expect([read, written]).toEqual([4, 1]);
  });

  it("U1: fails fast for 2 s after ten failures, and not for longer", async () => {
    const { pauseMilliseconds, refusals } = await measureUntil(
      (measured) => measured.pauseMilliseconds < 2800 && measured.refusals.p50Milliseconds < 100,
      pauseAfterTenFailures,
    );
    const median = inMilliseconds(refusals.p50Milliseconds);
    report({ promise: "U1", what: "pause after ten failures", measured: inSeconds(pauseMilliseconds), limit: "2 s" });
    report({ promise: "U1", what: "refusal during the pause (median)", measured: median });
    expect(pauseMilliseconds).toBeGreaterThanOrEqual(2000);
    expect(pauseMilliseconds).toBeLessThan(2800);
    expect(refusals.count).toBeGreaterThan(5);
    expect(refusals.p50Milliseconds).toBeLessThan(100);
  });
});

/** From the tenth call that fails to the next that is made, and how long those took that were refused meanwhile. */
async function pauseAfterTenFailures() {
  let [failedAt, nextAt] = [0, 0];
  world.userServer.turn((exchange) => {
    failedAt = performance.now();
    return hostile.answering(500)(exchange);
  });
  for (let i = 0; i < 10; i++) await look();
  world.userServer.turn((exchange) => {
    nextAt ||= performance.now();
    return hostile.notAtAll()(exchange);
  });
  const refusals: number[] = [];
  while (nextAt === 0) refusals.push((await timed(look)).milliseconds);
  return { pauseMilliseconds: nextAt - failedAt, refusals: latenciesOf(refusals.slice(0, -1)) };
}

/** Notes the request, as one that is answered would be. */
const counting =
  (hostility: Hostility): Hostility =>
  async (exchange) => {
    await exchange.answer();
    return hostility({ ...exchange, answer: async () => ({ status: 200, body: '{"ok":false}' }) });
  };

it("U3: every call of every flow is signed over its very bytes and its time", async () => {
  const { received } = world.userServer;
  for (const [, prepare] of completions) await succeeded((await prepare(world, await world.signUp())).complete());
  const calls = received.map(({ signature, body }) => ({ signature, body, secret }));
  const inAnHour = new Date(Date.now() + 3_600_000);
  const verdicts = await Promise.all(
    calls.map(async (call) => [
      await verifySignature(call),
      await verifySignature({ ...call, body: `${call.body} ` }),
      await verifySignature({ ...call, now: inAnHour }),
      await verifySignature({ ...call, secret: "another secret" }),
    ]),
  );
  const right = verdicts.filter((verdict) => verdict.join() === "true,false,false,false").length;
  const what = "calls signed for their bytes, time and secret alone";
  report({
    promise: "U3",
    what,
    measured: right === calls.length ? "all" : `${right} of ${calls.length}`,
    limit: "all",
  });
  expect(calls.length).toBeGreaterThan(50);
  expect(right).toBe(calls.length);
});
