import type { Database } from "better-sqlite3";
import { isBusy, untilFree } from "./busy.ts";
import type { Guard } from "./guard.ts";
import { commitOpenGroups } from "./open-groups.ts";
import { prepareOthersVersion } from "./others-version.ts";
import { createPatience } from "./patience.ts";

/** The one transaction of a database that writes. */
export interface Transaction {
  /** Takes the write lock. @throws {StorageError} as `Access.write` does: it is not open then. */
  begin(): void;
  /** Durable when it returns. @throws {StorageError} as `Access.write` does: nothing was written and it is over then. */
  commit(): void;
  rollBack(): void;
  /** False also after SQLite has rolled it back by itself, which it does when the disk is full. */
  isOpen(): boolean;
  /** Changes when another connection has written. */
  othersVersion(): number;
}

export function createTransaction(database: Database, guard: Guard): Transaction {
  const othersVersion = prepareOthersVersion(database);
  const takeLock = locking(database, othersVersion);
  const commit = database.prepare("COMMIT");
  const rollBack = database.prepare("ROLLBACK");
  const transaction: Transaction = {
    begin: () => guard.pass(takeLock),
    commit() {
      try {
        guard.pass(() => commit.run());
      } catch (error) {
        transaction.rollBack();
        throw error;
      }
    },
    rollBack() {
      if (database.inTransaction) rollBack.run();
    },
    isOpen: () => database.inTransaction,
    othersVersion,
  };
  return transaction;
}

/** What takes the write lock, and waits for it as long as `createPatience` says. */
function locking(database: Database, othersVersion: () => number): () => void {
  const begin = database.prepare("BEGIN IMMEDIATE");
  const patience = createPatience(() => performance.now());

  function wait() {
    commitOpenGroups(); // one of another storage of this process would never end while this one waits
    const versionBefore = othersVersion();
    try {
      untilFree(() => begin.run(), patience.milliseconds());
    } catch (error) {
      if (!isBusy(error)) throw error;
      // Whoever wrote meanwhile has given the lock to others: many short locks are not one long one.
      if (othersVersion() === versionBefore) patience.lose();
      else patience.miss();
      throw error;
    }
  }
  return () => {
    try {
      begin.run();
    } catch (error) {
      if (!isBusy(error)) throw error;
      wait();
    }
    patience.win();
  };
}
