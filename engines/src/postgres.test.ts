import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Engine } from "./engine.ts";
import { postgresAvailability, startPostgres } from "./postgres.ts";

async function query(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const active = "SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'DO %'";

const state = postgresAvailability();
describe.skipIf(state !== "here")(`a Postgres for tests${state === "here" ? "" : ` (skipped: ${state})`}`, () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startPostgres({ origin: "own" });
  }, 30_000);
  afterAll(() => engine?.stop());

  it("gives everybody who asks an empty database", async () => {
    const [one, other] = [await engine.freshUrl(), await engine.freshUrl()];
    await query(one, "CREATE TABLE a (b integer)");
    await expect(query(other, "SELECT * FROM a")).rejects.toThrow("does not exist");
  });

  it("is back after a kill at the same place with what was committed", { timeout: 30_000 }, async () => {
    const url = await engine.freshUrl();
    await query(url, "CREATE TABLE a AS SELECT 7 AS b");
    await engine.kill();
    await expect(query(url, "SELECT b FROM a")).rejects.toThrow();
    await engine.restart();
    expect(await query(url, "SELECT b FROM a")).toEqual([{ b: 7 }]);
  });

  it("answers nobody once it is killed, not even who was just being served", { timeout: 30_000 }, async () => {
    const client = new pg.Client({ connectionString: engine.url });
    client.on("error", () => {});
    await client.connect();
    const busy = "DO $$ BEGIN WHILE clock_timestamp() < now() + interval '3 s' LOOP END LOOP; END $$";
    const failed = expect(client.query(busy)).rejects.toThrow("Connection terminated");
    await vi.waitFor(async () => expect(await query(engine.url, active)).toHaveLength(1), 10_000);
    await engine.kill();
    await failed;
    await engine.restart();
  });

  it("says why it does not start", { timeout: 30_000 }, async () => {
    await expect(startPostgres({ args: ["-c", "no_such_setting=1"] })).rejects.toThrow("no_such_setting");
  });
});
