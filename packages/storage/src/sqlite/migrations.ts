import { readdirSync, readFileSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { newerSchema } from "./refusals.ts";

/** "tiau", in the header of the file: tells our database from any other. */
export const applicationId = 0x74_69_61_75;

/** The same folder from `src/sqlite` and from `dist/sqlite`. */
const folder = new URL("../../migrations/", import.meta.url);

/** Each as SQL, in the order of the numbers that their names begin with. */
const migrations = readdirSync(folder)
  .filter((name) => name.endsWith(".sql"))
  .toSorted()
  .map((name) => readFileSync(new URL(name, folder), "utf8"));

/** How many migrations this version knows; the file's `user_version` says how many it has had. */
export const knownSchemaVersion = migrations.length;

/**
 * Brings the schema up to date, all of it or nothing. What is to be done is looked up again when the
 * lock is there, or of two processes that start together one would fail.
 *
 * @throws {StorageError} `newer_schema`.
 */
export function migrate(database: Database): void {
  if (schemaVersion(database) === knownSchemaVersion) return;
  const migrateLocked = database.transaction(() => {
    const version = schemaVersion(database); // by now: another process may have been first, or of a later version
    if (version > knownSchemaVersion) throw newerSchema(database.name, version);
    for (const sql of migrations.slice(version)) database.exec(sql);
    database.pragma(`user_version = ${knownSchemaVersion}`);
    database.pragma(`application_id = ${applicationId}`);
  });
  migrateLocked.immediate();
}

const schemaVersion = (database: Database) => Number(database.pragma("user_version", { simple: true }));
