import { type Engine, postgresAvailability, startPostgres } from "@tiauth/engines";
import pg from "pg";
import type { Contestant, EngineContestants } from "./contestant.ts";

/** With every write on the disk before it is answered, and without. */
export async function postgresContestants(): Promise<EngineContestants> {
  const availability = postgresAvailability();
  if (availability !== "here") return { missing: availability };
  const engine = await startPostgres({ fsync: "on" });
  return {
    contestants: [contestant(engine, { isUnlogged: false }), contestant(engine, { isUnlogged: true })],
    version: String(await askPostgres(engine.url, "SHOW server_version")),
    stop: engine.stop,
  };
}

const contestant = (engine: Engine, { isUnlogged }: { readonly isUnlogged: boolean }): Contestant => ({
  name: isUnlogged ? "Postgres, unlogged" : "Postgres",
  isEngine: true,
  newPlace: async () => ({ url: await engine.freshUrl(), isUnlogged }),
  settings: ({ url }) => ({ TIAUTH_STORAGE_URL: url, ...(isUnlogged ? { TIAUTH_POSTGRES_UNLOGGED: "all" } : {}) }),
  takenBytes: async ({ url }) => Number(await askPostgres(url, "SELECT pg_total_relation_size('tiauth.entries')")),
});

/** The first value of the first row. */
async function askPostgres(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: "array" });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}
