import { setTimeout as delay } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Person, startWorld, succeeded, type World } from "../harness/index.ts";
import { requestOf } from "./keep-alive.ts";
import { startLoad } from "./load.ts";
import { startProbe } from "./probe.ts";
import { inMilliseconds, report, timed } from "./report.ts";
import { measureUntil, toleratedMilliseconds } from "./tolerance.ts";

const heldMilliseconds = 4000;
/** So long a write waits for the lock, and so long where one has waited in vain. */
const [patientMilliseconds, impatientMilliseconds] = [100, 10];

let world: World;
let person: Person;
beforeAll(async () => {
  world = await startWorld();
  person = await world.signUp();
});
afterAll(() => world.close());

/** Another program, which has the database open and takes its lock. */
let other: Database.Database;
beforeEach(() => {
  other = new Database(world.tiauth.dbPath);
  return () => other.close();
});

/** A write. */
const createSignin = () => world.client.createSignin({ userEmailAddress: person.emailAddress });
const readiness = async () => (await fetch(`${world.tiauth.url}ready`)).json();
const startReading = () =>
  startProbe({
    port: world.tiauth.port,
    request: requestOf("get_session", { session_token: person.sessionToken }),
  });
/** Four who write again and again: if each waited for the lock, a read would wait for four of them. */
const startWriting = () =>
  startLoad({
    workers: 4,
    step: async () => {
      await delay(100);
      const result = await createSignin();
      return result.ok ? "ok" : result.errorCode;
    },
  });

it("D1: a lock that is held for a moment again and again is waited for", async () => {
  let waitMilliseconds = patientMilliseconds;
  for (let waitedFor = 0; waitedFor < 20; ) {
    const startedAt = performance.now();
    other.exec("BEGIN IMMEDIATE");
    const writing = createSignin();
    await delay(5);
    other.exec("ROLLBACK");
    const heldMilliseconds = performance.now() - startedAt;
    const { ok } = await writing;
    // A machine that stood still has made more than a moment of it.
    expect(ok || heldMilliseconds > waitMilliseconds).toBe(true);
    if (ok) waitedFor += 1;
    else waitMilliseconds = impatientMilliseconds;
  }
});

it("D1: another program holds the database's lock for 4 s under load: reads go on, writes are refused", async () => {
  const limitMilliseconds = await toleratedMilliseconds(startReading);
  const measure = async () => {
    const writing = startWriting();
    other.exec("BEGIN IMMEDIATE");
    const reading = startReading();
    await delay(heldMilliseconds);
    const read = await reading.stop();
    const isReady = await readiness();
    other.exec("ROLLBACK");
    return { ...read, isReady, written: await writing.stop() };
  };
  const { p99Milliseconds, maxMilliseconds, outcomes, count, isReady, written } = await measureUntil(
    (measured) => measured.p99Milliseconds < limitMilliseconds && measured.maxMilliseconds < 2000,
    measure,
  );

  report({
    promise: "D1",
    what: "locked by another program for 4 s: get_session p99",
    measured: inMilliseconds(p99Milliseconds),
    limit: inMilliseconds(limitMilliseconds),
  });
  expect(outcomes).toEqual({ ok: count });
  expect(count).toBeGreaterThan(50);
  expect(written.internal_error).toBeGreaterThan(5);
  expect(isReady).toEqual({ status: "not_ready", missing: ["storage"] });
  expect(p99Milliseconds).toBeLessThan(limitMilliseconds);
  expect(maxMilliseconds).toBeLessThan(2000);
});

it("D1: the first write after the lock's end succeeds, and the server is ready within 2 s", async () => {
  other.exec("BEGIN IMMEDIATE");
  for (let i = 0; i < 10; i++) expect(await createSignin()).toMatchObject({ errorCode: "internal_error" });
  other.exec("ROLLBACK");
  const { milliseconds } = await timed(async () => {
    const { signinToken } = await succeeded(createSignin());
    await succeeded(world.client.getSignin({ signinToken }));
  });
  report({
    promise: "D1",
    what: "locked by another program: until a write succeeds after its end",
    measured: inMilliseconds(milliseconds),
  });
  await expect.poll(readiness, { timeout: 2000 }).toEqual({ status: "ready" });
});

it("D1: the log says what holds up the writes and what to do", async () => {
  other.exec("BEGIN IMMEDIATE");
  await createSignin();
  other.exec("ROLLBACK");
  const { error } = await world.tiauth.log({ msg: "internal error", action: "create_signin" });
  expect(error).toMatchObject({
    type: "StorageError",
    code: "locked",
    message: expect.stringMatching(/locked by another program.*fuser/),
  });
});
