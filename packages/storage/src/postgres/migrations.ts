import { readdirSync, readFileSync } from "node:fs";
import type { Client } from "pg";
import { migrationLock } from "./locks.ts";
import type { Place } from "./place.ts";
import { damaged, foreign, newerSchema } from "./refusals.ts";

/** The same folder from `src/postgres` and from `dist/postgres`. */
const folder = new URL("../../migrations/postgres/", import.meta.url);

/** Each as SQL, in the order of the numbers that their names begin with. */
const migrations = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .toSorted()
  .map((name) => readFileSync(new URL(name, folder), "utf8"));

/** How many migrations this version knows; `tiauth.migrations` has those that a database has had. */
export const knownSchemaVersion = migrations.length;

/** Whether the entries outlive a crash of Postgres. The outbox always does. */
export type Persistence = "logged" | "unlogged";

interface State {
  readonly version: number;
  readonly persistence: Persistence | undefined;
}

/**
 * Brings the schema up to date and makes the entries what `persistence` says, if it does, all of it or nothing. Of several processes
 * one does it; what is to be done is looked up again when it is their turn.
 *
 * @returns the version that it had: 0 if there was none.
 * @throws {StorageError} `foreign`, `damaged` or `newer_schema`.
 * @throws whatever the client throws.
 */
export async function migrate(client: Client, place: Place, persistence: Persistence | undefined): Promise<number> {
  const state = await look(client, place);
  if (isAsWanted(state, persistence)) return state.version; // without a lock, and without rights to change anything
  await client.query("BEGIN");
  // Whoever is at it may rewrite a large table.
  await client.query("SET LOCAL lock_timeout = '60s'");
  await client.query(`SELECT pg_advisory_xact_lock(${migrationLock})`);
  // Servers that run wait behind us for as long as we wait for anybody.
  await client.query("SET LOCAL lock_timeout = '5s'");
  const { version, persistence: before } = await look(client, place);
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    await client.query(sql);
    await client.query("INSERT INTO tiauth.migrations (number) VALUES ($1)", [index + 1]);
  }
  const made = before ?? "logged";
  const wanted = persistence ?? made;
  if (wanted !== made) await client.query(`ALTER TABLE tiauth.entries SET ${wanted}`);
  await client.query("COMMIT");
  return version;
}

const isAsWanted = (state: State, persistence: Persistence | undefined) =>
  state.version === knownSchemaVersion && (persistence === undefined || state.persistence === persistence);

interface Found {
  readonly isUsed: boolean;
  readonly hasMigrations: boolean;
  readonly persistence: Persistence | null;
}

const lookAtSchema = `
  SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace('tiauth')) AS "isUsed",
         to_regclass('tiauth.migrations') IS NOT NULL AS "hasMigrations",
         (SELECT CASE relpersistence WHEN 'u' THEN 'unlogged' ELSE 'logged' END
            FROM pg_class WHERE oid = to_regclass('tiauth.entries')) AS persistence`;

/** @throws {StorageError} `foreign`, `damaged` or `newer_schema`. @throws whatever the client throws. */
export async function look(client: Client, { name }: Place): Promise<State> {
  const { rows } = await client.query<Found>(lookAtSchema);
  const found = rows[0];
  if (!found?.isUsed) return { version: 0, persistence: undefined };
  if (!found.hasMigrations) throw foreign(name);
  const version = await versionOf(client);
  if (version > knownSchemaVersion) throw newerSchema(name, version);
  if (found.persistence === null) throw damaged(name);
  return { version, persistence: found.persistence };
}

async function versionOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ readonly version: number | null }>(
    "SELECT max(number) AS version FROM tiauth.migrations",
  );
  return rows[0]?.version ?? 0;
}
