import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { migrate } from "drizzle-orm/better-sqlite3/migrator";

const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url));

/** How long to wait for another process that writes; longer would stop the event loop for as long. */
const busyTimeoutMilliseconds = 100;

/** Opens the file, creates it if need be, and brings its tables up to date. `path` may be `:memory:`. */
export function openDatabase(path: string) {
  if (path !== ":memory:") createPrivately(path);
  const client = new Database(path, { timeout: busyTimeoutMilliseconds });
  client.pragma("journal_mode = WAL");
  // better-sqlite3 is compiled to `NORMAL` in WAL mode, where a power cut can undo what was answered.
  client.pragma("synchronous = FULL");
  const database = drizzle(client);
  migrate(database, { migrationsFolder });
  return database;
}

/** A new file is for its owner alone; SQLite gives the `-wal` and `-shm` files beside it the same mode. */
const createPrivately = (path: string) => closeSync(openSync(path, "a", 0o600));
