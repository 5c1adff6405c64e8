import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, signUp } from "../harness/person.ts";
import { requestOf } from "./keep-alive.ts";
import { startProbe } from "./probe.ts";
import { inMilliseconds, inSeconds, report, timed } from "./report.ts";
import { type Restartable, startRestartable } from "./restart.ts";
import { measureUntil, toleratedMilliseconds } from "./tolerance.ts";

const expiredCount = 50_000;
const hour = 60 * 60 * 1000;

let world: Restartable;
let person: Person;
beforeAll(async () => {
  world = await startRestartable();
  person = await signUp(world);
});
afterAll(() => world.close());

const withDatabase = <T>(work: (database: Database.Database) => T): T => {
  const database = new Database(world.dbPath);
  try {
    return work(database);
  } finally {
    database.close();
  }
};

const startReading = () =>
  startProbe({
    port: world.tiauth().port,
    request: requestOf("get_session", { session_token: person.sessionToken }),
  });

/** As an attacker leaves them who creates flows until the limits stop them. */
const addExpired = () =>
  withDatabase((database) => {
    const add = database.prepare("INSERT INTO entries (key, value, counter, expires_at) VALUES (?, ?, 0, ?)");
    const addMany = database.transaction(() => {
      for (let i = 0; i < expiredCount; i++) add.run(`expired ${i}`, Buffer.alloc(200), Date.now() - hour);
    });
    addMany.immediate();
  });
const countExpired = () =>
  withDatabase((database) => database.prepare("SELECT count(*) FROM entries WHERE key LIKE 'expired %'").pluck().get());
/** Costs next to nothing, since it runs in the process whose probe is measured. */
const isAnyLeft = () =>
  withDatabase((database) =>
    database.prepare("SELECT 1 FROM entries WHERE key BETWEEN 'expired ' AND 'expired :'").get(),
  ) !== undefined;

it(`D5: ${expiredCount} expired records are gone within 10 minutes, and get_session does not wait for it`, async () => {
  const limitMilliseconds = await toleratedMilliseconds(startReading);
  const measure = async () => {
    await world.tiauth().stop();
    addExpired();
    expect(countExpired()).toBe(expiredCount);
    await world.start();
    const reading = startReading();
    const { milliseconds } = await timed(() => expect.poll(isAnyLeft, { timeout: 600_000, interval: 250 }).toBe(false));
    expect(countExpired()).toBe(0);
    return { milliseconds, ...(await reading.stop()) };
  };
  const { milliseconds, outcomes, count, p99Milliseconds } = await measureUntil(
    (measured) => measured.p99Milliseconds < limitMilliseconds,
    measure,
  );

  report({
    promise: "D5",
    what: `${expiredCount} expired records: until they are gone`,
    measured: inSeconds(milliseconds),
    limit: "600 s",
  });
  report({
    promise: "D5",
    what: `${expiredCount} expired records: get_session p99 meanwhile`,
    measured: inMilliseconds(p99Milliseconds),
    limit: inMilliseconds(limitMilliseconds),
  });
  expect(milliseconds).toBeLessThan(600_000);
  expect(outcomes).toEqual({ ok: count });
  expect(p99Milliseconds).toBeLessThan(limitMilliseconds);
});
