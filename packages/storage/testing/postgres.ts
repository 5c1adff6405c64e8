import { type Engine, type PostgresOptions, postgresAvailability, startPostgres } from "@tiauth/engines";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, onTestFinished, vi } from "vitest";

/** Asks Postgres behind the driver's back. */
export async function query(url: string, sql: string, values: readonly unknown[] = []) {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Somebody else's transaction that has done something, and goes on until its `COMMIT` or the test's end. */
export async function holding(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {}); // engines are killed in tests
  await client.connect();
  onTestFinished(() => client.end());
  await client.query("BEGIN");
  await client.query(sql);
  return client;
}

/** The processes of the engine that wait for a lock in this database. */
export async function waiting(url: string): Promise<readonly unknown[]> {
  const sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  return (await query(url, sql)).map(({ pid }) => pid);
}

export const untilWaiting = (url: string, count: number) =>
  vi.waitFor(async () => expect(await waiting(url)).toHaveLength(count), { timeout: 10_000, interval: 20 });

/** Tests on one engine, started for all of them; skipped, with the reason, where there is none. */
export function describeOnPostgres(title: string, tests: (engine: () => Engine) => void, options?: PostgresOptions) {
  const state = postgresAvailability();
  if (state !== "here") return describe.skip(`${title} (skipped: ${state})`, () => tests(missing));
  return describe(title, { timeout: 30_000 }, () => {
    let engine: Engine | undefined;
    beforeAll(async () => {
      engine = await startPostgres(options);
    }, 60_000);
    afterAll(() => engine?.stop());
    tests(() => engine ?? missing());
  });
}

function missing(): never {
  throw new Error("the engine has not started");
}
