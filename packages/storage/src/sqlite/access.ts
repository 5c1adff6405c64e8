import type { Database } from "better-sqlite3";
import { untilFree } from "./busy.ts";
import { createGroupCommit } from "./group-commit.ts";
import { createGuard } from "./guard.ts";
import { isLocked } from "./lock-queue.ts";
import { longestWaitMilliseconds } from "./patience.ts";
import { createTransaction } from "./transaction.ts";

/** The way to an open database. */
export interface Access {
  /**
   * Answers at once. Sees what has joined and is not durable yet.
   *
   * @throws {StorageError} `damaged`, `moved` or `unavailable`; whatever else `work` throws.
   */
  read<T>(work: () => T): T;
  /**
   * Answers at once: a transaction of its own, after what has joined before it. Takes the write lock whether or not it
   * finds anything to write.
   *
   * @throws {StorageError} `locked`, `disk_full`, `damaged`, `moved` or `unavailable`: nothing was written then; whatever
   * else `work` throws.
   */
  write<T>(work: () => T): T;
  /**
   * Runs `work`, one statement, at once, and resolves with its answer once that is durable, together with everything
   * else that joins in this turn of the event loop. While another process holds the lock for longer than that can be
   * waited for, `work` runs later, or not at all. Rejects with whatever `write` throws; never throws.
   */
  join<T>(work: () => T): Promise<T>;
  /** Keeps what has joined. The second time nothing happens. */
  close(): void;
}

/** @param database open; its files are there. */
export function createAccess(database: Database, path: string): Access {
  database.pragma("busy_timeout = 0"); // the waiting is done here: SQLite's own would be too long or too coarse
  const guard = createGuard(database, path);
  const transaction = createTransaction(database, guard);
  const group = createGroupCommit(transaction, guard);
  return {
    read(work) {
      try {
        return guard.pass(work);
      } catch (error) {
        if (!isLocked(error)) throw error;
        // A read waits for nobody but a process that repairs the log after another one died.
        return guard.pass(() => untilFree(work, longestWaitMilliseconds));
      }
    },
    join: group.join,
    write(work) {
      group.commit();
      transaction.begin();
      try {
        const answer = guard.pass(work);
        transaction.commit();
        return answer;
      } catch (error) {
        transaction.rollBack();
        throw error;
      }
    },
    close() {
      if (!database.open) return; // the descriptor's number may be somebody else's by now
      group.end();
      database.close();
      guard.close();
    },
  };
}
