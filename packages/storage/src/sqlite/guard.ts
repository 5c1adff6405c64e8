import type { Database } from "better-sqlite3";
import { StorageError } from "../storage-error.ts";
import { watchPlace } from "./place.ts";
import { damagedWhileOpen, moved, toTrouble } from "./troubles.ts";

/** Stands before everything that an open database is asked. */
export interface Guard {
  /** @throws {StorageError} whatever SQLite throws, and if the file was damaged or moved; whatever else `work` throws. */
  pass<T>(work: () => T): T;
  /** To be called after the database was closed. */
  close(): void;
}

/** For so long the files are trusted to be as they were: looking at them costs a fifth of a write. */
const trustedMilliseconds = 20;

/**
 * So that a lock, a full disk, a file that was damaged or moved away is an error that says what to do, and never a wrong
 * answer (REQUIREMENTS D1, D3). Once damage was seen nothing is read or written any more: nobody knows what else is
 * damaged, and writing would make it worse.
 *
 * @param database open; its files are there.
 */
export function createGuard(database: Database, path: string): Guard {
  const files = watchFiles(database, path);
  let damage: StorageError | undefined;
  return {
    pass(work) {
      try {
        if (damage) throw damagedWhileOpen(path, "noticed before", damage);
        files.check();
        return work();
      } catch (error) {
        const trouble = toTrouble(error, path);
        if (trouble instanceof StorageError && trouble.code === "damaged") damage ??= trouble;
        throw trouble;
      }
    },
    close: files.close,
  };
}

/** Throws when the files are not what they were; looks at them now and then. */
function watchFiles(database: Database, path: string) {
  const place = database.memory ? undefined : watchPlace(path);
  let lookedAt = performance.now();
  return {
    check() {
      if (!place || !database.open || performance.now() - lookedAt < trustedMilliseconds) return;
      const state = place.look();
      if (state === "moved") throw moved(path);
      if (state === "overwritten") throw damagedWhileOpen(path, "something else wrote over it");
      lookedAt = performance.now();
    },
    close: () => place?.close(),
  };
}
