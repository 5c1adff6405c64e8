import { closeSync, existsSync, openSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { makeDurable, type Synchronous } from "./durability.ts";
import { inspectDatabase } from "./inspection.ts";
import { migrate } from "./migrations.ts";
import { longestWaitMilliseconds } from "./patience.ts";
import { toStorageError } from "./refusals.ts";

export interface SqliteStorageOptions {
  /** A file, or `:memory:` for a database that ends with the process. */
  readonly path: string;
  /**
   * `full` (default): an answered write survives a power cut. `normal`: it survives the end of the process, but a power
   * cut may undo the last ones.
   */
  readonly synchronous?: Synchronous;
}

/** Nothing else is going on yet, and another process may just be creating the same file. */
const openingTimeoutMilliseconds = 2000;
/**
 * How much of the log is written back to the file at once, by whichever write comes then: 1.7 ms at p99.9 instead of 7
 * with SQLite's default of 1,000, for a tenth of the throughput. A batch of the expiry sweep thus keeps to its 5 ms.
 */
const checkpointPages = 100;

/** @throws {StorageError} see `openSqliteStorage`. */
export function openDatabase({ path: givenPath, synchronous = "full" }: SqliteStorageOptions): Database.Database {
  // As better-sqlite3 will: the file that is created here must be the file that is opened.
  const path = givenPath.trim();
  let database: Database.Database | undefined;
  try {
    if (path !== ":memory:") prepareFile(path);
    database = new Database(path, { timeout: openingTimeoutMilliseconds });
    makeDurable(database, { path, synchronous });
    migrate(database);
    database.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    database.pragma(`busy_timeout = ${longestWaitMilliseconds}`);
    return database;
  } catch (error) {
    database?.close();
    throw toStorageError(error, path);
  }
}

/**
 * SQLite would leave the mode of a new file to the umask. `-wal` and `-shm` follow the file's. One that is there is not
 * opened: closing it would end the locks of another storage of this process on the same file.
 */
function prepareFile(path: string) {
  if (!existsSync(path)) closeSync(openSync(path, "a", 0o600));
  if (statSync(path).size === 0) return;
  inspectDatabase({ path, timeoutMilliseconds: openingTimeoutMilliseconds, extent: "sample" });
}
