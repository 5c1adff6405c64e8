import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Person, startWorld, type World } from "../harness/index.ts";
import { listenOnLoopback } from "../harness/loopback.ts";
import { openConnection } from "../wire/connection.ts";
import { openKeepAlive, outcomeOf, requestOf } from "./keep-alive.ts";
import { tally } from "./load.ts";
import { inSeconds, report, timed } from "./report.ts";
import { openDripping, slowBody, slowHeaders } from "./sockets.ts";

let world: World;
let person: Person;
let getSession: string;
beforeEach(async () => {
  world = await startWorld();
  person = await world.signUp();
  getSession = requestOf("get_session", { session_token: person.sessionToken });
});
afterEach(() => world.close());

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<readonly T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));
const open = () => openKeepAlive(world.tiauth.port);

/** A request over a connection of its own: what it was answered with, or that it was not. */
async function askOnce(request: string): Promise<string> {
  const connection = await open();
  return connection.send(request).then(outcomeOf, () => "no answer");
}

/** The next so many times that somebody is looked up take so long. */
function slowDown(count: number, milliseconds: number): void {
  for (let i = 0; i < count; i++)
    world.userServer.intercept("get_user", async ({ answer }) => {
      await delay(milliseconds);
      return answer();
    });
}

/** Resolves when so many more requests have reached the user server than before. */
async function begun<T>(count: number, work: () => Promise<T>): Promise<{ readonly answers: Promise<T> }> {
  const before = world.userServer.requests.length;
  const answers = work();
  await expect.poll(() => world.userServer.requests.length - before, { timeout: 10_000 }).toBe(count);
  return { answers };
}

/** Sends SIGTERM, and once more a second later. Resolves with what came of it. */
async function stop() {
  const { pid, log } = world.tiauth;
  const ending = timed(async () => {
    process.kill(pid, "SIGTERM");
    await delay(1000);
    return world.tiauth.stop();
  });
  await log({ msg: "stopping" });
  return { ending };
}

describe("D4: SIGTERM, and once more", () => {
  it("with 500 connections, a slow user server and slow uploads: all that was begun is answered, exit 0 within 10 s", async () => {
    const { port } = world.tiauth;
    const idle = await times(500, open);
    await Promise.all(idle.map(({ send }) => send("GET /alive HTTP/1.1\r\nHost: localhost\r\n\r\n")));
    slowDown(20, 3000);
    const { answers: sessions } = await begun(20, () => times(20, () => askOnce(getSession)));
    const [head = "", body = ""] = getSession.split("\r\n\r\n");
    const waiting = `${head}\r\nExpect: 100-continue\r\n\r\n`;
    const uploads = await times(11, () => openConnection(port));
    for (const { socket } of uploads) {
      socket.write(waiting);
      await once(socket, "data"); // it says that it waits for the body
    }
    const [endless, ...finite] = uploads;
    const beginning = await openDripping(port, slowHeaders);

    const { ending } = await stop();
    for (const { socket } of finite) socket.write(body);
    const late = await askOnce(getSession).catch(() => "refused");
    const uploaded = await Promise.all(finite.map(({ received }) => received));
    const { milliseconds, value: exitCode } = await ending;

    report({ promise: "D4", what: "stop with 500 connections", measured: inSeconds(milliseconds), limit: "10 s" });
    expect(["refused", "no answer", "HTTP 503"]).toContain(late);
    expect(tally(await sessions)).toEqual({ ok: 20 });
    for (const answer of uploaded) expect(answer).toMatch(/ 100 Continue.* 200 OK.*"ok":true/s);
    expect(await endless?.received).toMatch(/ 503 .*"stopping"/s);
    await beginning.lived;
    expect(idle.filter(({ socket }) => !socket.destroyed)).toEqual([]);
    expect(exitCode).toBe(0);
    expect(milliseconds).toBeLessThan(10_000);
  });

  it("with a user server, a mail server, a webhook and an upload that hang: all that was begun is answered, exit 0 within 10 s", async () => {
    const webhook = createServer();
    const webhookUrl = `http://127.0.0.1:${await listenOnLoopback(webhook)}/`;
    await world.close();
    world = await startWorld({ env: { TIAUTH_AUDIT_WEBHOOK_URL: webhookUrl } });
    person = await world.signUp();
    getSession = requestOf("get_session", { session_token: person.sessionToken });

    for (let i = 0; i < 20; i++) world.userServer.intercept("get_user", () => new Promise(() => undefined));
    world.smtp.behave("hang");
    const mailed = times(5, (index) =>
      askOnce(requestOf("create_signup", { email_address: `hanging-${index}@example.com` })),
    );
    const { answers: sessions } = await begun(15, () => times(10, () => askOnce(getSession)));
    const upload = await openDripping(world.tiauth.port, slowBody);

    const { ending } = await stop();
    const { milliseconds, value: exitCode } = await ending;
    await upload.lived;
    webhook.close();

    report({ promise: "D4", what: "stop while everything hangs", measured: inSeconds(milliseconds), limit: "10 s" });
    const outcomes = [...(await sessions), ...(await mailed)];
    expect(outcomes.filter((outcome) => !["internal_error", "HTTP 503"].includes(outcome))).toEqual([]);
    expect(exitCode).toBe(0);
    expect(milliseconds).toBeLessThan(9000); // and one second more for a log that nobody reads
  });
});
