import Database from "better-sqlite3";
import { notDurable } from "./refusals.ts";

export type Synchronous = "full" | "normal";

const levels: Readonly<Record<Synchronous, number>> = { full: 2, normal: 1 };

/**
 * Turns on the write-ahead log and sets how often it is synced. Both are read back: SQLite answers a pragma it cannot
 * follow with the old value, and better-sqlite3 is built to lower `synchronous` by itself when the log is turned on.
 *
 * @throws {StorageError} `not_durable` if either is not what was asked for.
 */
export function makeDurable(
  database: Pick<Database.Database, "memory" | "pragma">,
  { path, synchronous }: { readonly path: string; readonly synchronous: Synchronous },
): void {
  const journalMode = turnOnLog(database);
  if (journalMode !== (database.memory ? "memory" : "wal")) throw notDurable(path, `journal_mode is ${journalMode}`);

  database.pragma(`synchronous = ${levels[synchronous]}`);
  const level = database.pragma("synchronous", { simple: true });
  if (level !== levels[synchronous]) throw notDurable(path, `synchronous is ${level}`);
}

const patienceMilliseconds = 2000;
const pauseMilliseconds = 20;

/** Here alone SQLite does not wait for another process, which may be turning on the log of the same new file. */
function turnOnLog(database: Pick<Database.Database, "pragma">): unknown {
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    try {
      return database.pragma("journal_mode = WAL", { simple: true });
    } catch (error) {
      const isBusy = error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY");
      if (!isBusy || performance.now() > deadline) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMilliseconds);
    }
  }
}
