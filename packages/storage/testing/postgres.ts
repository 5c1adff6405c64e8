import { type Engine, type PostgresOptions, postgresAvailability, startPostgres } from "@tiauth/engines";
import pg from "pg";
import { afterAll, beforeAll, describe } from "vitest";

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

/** Tests on one engine, started for all of them; skipped, with the reason, where there is none. */
export function describeOnPostgres(title: string, tests: (engine: () => Engine) => void, options?: PostgresOptions) {
  const state = postgresAvailability();
  if (state !== "here") return describe.skip(`${title} (skipped: ${state})`, () => tests(missing));
  return describe(title, () => {
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
