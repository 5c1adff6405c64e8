import type { Database } from "better-sqlite3";
import { StorageError } from "../storage-error.ts";
import { createPatience, longestWaitMilliseconds } from "./patience.ts";
import { watchPlace } from "./place.ts";
import { damagedWhileOpen, moved, toTrouble } from "./troubles.ts";

/** The way to an open database. */
export interface Access {
  /** @throws {StorageError} `damaged`, `moved` or `unavailable`; whatever else `work` throws. */
  read<T>(work: () => T): T;
  /**
   * `work` is one statement or one transaction, and takes the write lock whether or not it finds anything to write.
   *
   * @throws {StorageError} `locked`, `disk_full`, `damaged`, `moved` or `unavailable`: nothing was written then; whatever
   * else `work` throws.
   */
  write<T>(work: () => T): T;
  /** The second time nothing happens. */
  close(): void;
}

/** For so long the files are trusted to be as they were: looking at them costs a fifth of a write. */
const trustedMilliseconds = 20;

/**
 * Stands before every statement, so that a lock, a full disk, a file that was damaged or moved away is an error that says
 * what to do, and never a wrong answer (REQUIREMENTS D1, D3). Once damage was seen nothing is read or written any more:
 * nobody knows what else is damaged, and writing would make it worse.
 *
 * @param database open; its files are there.
 */
export function createAccess(database: Database, path: string): Access {
  const files = watchFiles(database, path);
  const setBusyTimeout = busyTimeoutOf(database);
  const patience = createPatience(elapsedMilliseconds);
  let damage: StorageError | undefined;

  const attempt = <T>(waitMilliseconds: number, work: () => T): T => {
    try {
      if (damage) throw damagedWhileOpen(path, "noticed before", damage);
      files.check();
      setBusyTimeout(waitMilliseconds);
      return work();
    } catch (error) {
      const trouble = toTrouble(error, path);
      if (trouble instanceof StorageError && trouble.code === "damaged") damage ??= trouble;
      if (trouble instanceof StorageError && trouble.code === "locked") patience.lose();
      throw trouble;
    }
  };
  return {
    // A read waits for nobody but a process that repairs the log after another one died.
    read: (work) => attempt(longestWaitMilliseconds, work),
    write(work) {
      const answer = attempt(patience.milliseconds(), work);
      patience.win();
      return answer;
    },
    close() {
      if (!database.open) return; // the descriptor's number may be somebody else's by now
      database.close();
      files.close();
    },
  };
}

const elapsedMilliseconds = () => performance.now();

/** Throws when the files are not what they were; looks at them now and then. */
function watchFiles(database: Database, path: string) {
  const place = database.memory ? undefined : watchPlace(path);
  let lookedAt = elapsedMilliseconds();
  return {
    check() {
      if (!place || !database.open || elapsedMilliseconds() - lookedAt < trustedMilliseconds) return;
      const state = place.look();
      if (state === "moved") throw moved(path);
      if (state === "overwritten") throw damagedWhileOpen(path, "something else wrote over it");
      lookedAt = elapsedMilliseconds();
    },
    close: () => place?.close(),
  };
}

/** Sets how long SQLite waits for a lock; most often it is what it was. */
function busyTimeoutOf(database: Database) {
  let current: number | undefined;
  return (milliseconds: number) => {
    if (milliseconds === current) return;
    database.pragma(`busy_timeout = ${milliseconds}`);
    current = milliseconds;
  };
}
