import { availableParallelism, tmpdir } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startChild } from "../harness/child-process.ts";
import { type Person, startWorld, succeeded, type World } from "../harness/index.ts";
import { type KeepAlive, openKeepAlive, outcomeOf, type RawAnswer, requestOf } from "./keep-alive.ts";
import { tally } from "./load.ts";
import { startProbe } from "./probe.ts";
import { forgetPeak, memoryOf } from "./process-memory.ts";
import { inMilliseconds, report } from "./report.ts";
import { measureUntil, toleratedMilliseconds } from "./tolerance.ts";

let world: World;
let person: Person;
let getSession: string;
beforeAll(async () => {
  world = await startWorld(); // the limits of a server that nobody has set
  person = await world.signUp();
  getSession = requestOf("get_session", { session_token: person.sessionToken });
});
afterAll(() => world.close());

/** So many users who share the person's password; they have begun to sign in. */
async function beginSignins(count: number): Promise<readonly string[]> {
  const { user } = await succeeded(world.userServer.users.getUser(person));
  const begin = async () => {
    const emailAddress = world.freshAddress();
    world.userServer.put({ ...user, id: emailAddress, emailAddress });
    return (await succeeded(world.client.createSignin({ userEmailAddress: emailAddress }))).signinToken;
  };
  return Promise.all(Array.from({ length: count }, begin));
}

const verification = (signinToken: string) =>
  requestOf("verify_signin_user_password", { signin_token: signinToken, password: person.password });

/**
 * All at once, each over a connection of its own that is open before.
 *
 * @param onOutcome is told what each was answered with, in the order of the answers.
 */
async function verifyAtOnce(
  signinTokens: readonly string[],
  onOutcome: (outcome: string) => void = () => undefined,
): Promise<readonly RawAnswer[]> {
  const connections: KeepAlive[] = await Promise.all(signinTokens.map(() => openKeepAlive(world.tiauth.port)));
  const verify = async (token: string, index: number) => {
    const answer = (await connections[index]?.send(verification(token))) ?? expect.fail();
    onOutcome(outcomeOf(answer));
    return answer;
  };
  return Promise.all(signinTokens.map(verify)).finally(() => {
    for (const { close } of connections) close();
  });
}

const hashesAtOnce = Math.max(1, availableParallelism() - 1);

/** So many processes that compute as the hashing does: what they cost an answer is the machine's, not the server's doing. */
function startComputing(count: number) {
  const children = Array.from({ length: count }, () =>
    startChild({ args: ["-e", "for (;;);"], cwd: tmpdir(), env: { PATH: process.env.PATH } }),
  );
  return { end: () => Promise.all(children.map(({ kill }) => kill())) };
}

/** So few at a time that hardly any is refused. */
const [hashed, atATime] = [50, 4];

/** Verifies all of them; whom a slow machine tells to come back comes back. Resolves with what came of each. */
async function verifyAll(signinTokens: readonly string[]): Promise<readonly string[]> {
  const outcomes: string[] = [];
  const waiting = [...signinTokens];
  while (waiting.length > 0) {
    const some = waiting.splice(0, atATime);
    const answers = (await verifyAtOnce(some)).map(outcomeOf);
    waiting.push(...some.filter((_, index) => answers[index] === "HTTP 503"));
    outcomes.push(...answers.filter((outcome) => outcome !== "HTTP 503"));
  }
  return outcomes;
}

it(`Speed: get_session p99 is under 50 ms while ${hashed} passwords are hashed`, async () => {
  const startReading = () => startProbe({ port: world.tiauth.port, request: getSession });
  const neighbours = startComputing(hashesAtOnce);
  const limitMilliseconds = await toleratedMilliseconds(startReading, 50);
  await neighbours.end();
  const measure = async () => {
    const signinTokens = await beginSignins(hashed);
    const probe = startReading();
    const hashes = await verifyAll(signinTokens);
    return { hashes, ...(await probe.stop()) };
  };
  const { hashes, outcomes, count, p99Milliseconds } = await measureUntil(
    (measured) => measured.p99Milliseconds < limitMilliseconds,
    measure,
  );

  report({
    promise: "Speed",
    what: `get_session p99 while ${hashed} passwords are hashed`,
    measured: inMilliseconds(p99Milliseconds),
    limit: inMilliseconds(limitMilliseconds),
  });
  expect(tally(hashes)).toEqual({ ok: hashed });
  expect(outcomes).toEqual({ ok: count });
  expect(p99Milliseconds).toBeLessThan(limitMilliseconds);
});

it("L5: of 200 passwords at once those that fit are hashed, the rest is told to come back, and sessions are answered", async () => {
  const [waiting, hashMB] = [64, 64];
  const signinTokens = await beginSignins(200);
  const mailsBefore = world.smtp.mails.length;
  forgetPeak(world.tiauth.pid);
  const memoryBefore = memoryOf(world.tiauth.pid).nowMB;
  const probe = startProbe({ port: world.tiauth.port, request: getSession });
  const inOrder: string[] = [];
  const answers = await verifyAtOnce(signinTokens, (outcome) => inOrder.push(outcome));
  const { outcomes: sessions, count } = await probe.stop();
  const grownMB = memoryOf(world.tiauth.pid).peakMB - memoryBefore;
  const outcomes = tally(inOrder);
  // Whoever was told to come back came when no more than these were let in; how many were done by then is the machine's affair.
  const doneBefore = tally(inOrder.slice(0, inOrder.lastIndexOf("HTTP 503"))).ok ?? 0;

  report({
    promise: "L5",
    what: "200 passwords at once: hashed",
    measured: `${outcomes.ok}`,
    limit: `${hashesAtOnce + waiting} and what is done`,
  });
  report({ promise: "L5", what: "200 passwords at once: memory", measured: `${Math.round(grownMB)} MB` });
  expect(outcomes).toEqual({ ok: expect.any(Number), "HTTP 503": expect.any(Number) });
  expect(outcomes.ok).toBeLessThanOrEqual(hashesAtOnce + waiting + doneBefore + 20);
  expect(grownMB).toBeLessThan((hashesAtOnce + 1) * hashMB + 50);
  expect(sessions).toEqual({ ok: count });
  for (const { status, retryAfter } of answers) if (status === 503) expect(retryAfter).toMatch(/^[1-9]\d*$/);

  // Who was told to come back is as far as before; who was not is told of by mail once they have completed.
  const completed = await Promise.all(signinTokens.map((token) => world.client.completeSignin({ signinToken: token })));
  expect(tally(completed.map((result) => (result.ok ? "ok" : result.errorCode)))).toEqual({
    ok: outcomes.ok,
    user_first_factor_not_verified: outcomes["HTTP 503"],
  });
  await expect.poll(() => world.smtp.mails.length - mailsBefore, { timeout: 30_000 }).toBe(outcomes.ok);
  await delay(500);
  expect(world.smtp.mails.length - mailsBefore).toBe(outcomes.ok);
});
