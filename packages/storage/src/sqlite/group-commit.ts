import type { Guard } from "./guard.ts";
import { createLockQueue, isLocked } from "./lock-queue.ts";
import { forgetOpenGroup, noteOpenGroup } from "./open-groups.ts";
import type { Transaction } from "./transaction.ts";

/** Writes that come in one turn of the event loop and become durable together, see ADR 13. */
export interface GroupCommit {
  /**
   * Runs `work`, one statement, at once, and resolves with its answer when that is durable. While another process holds
   * the lock for long, `work` runs as soon as it is free.
   *
   * @throws never; rejects as `Access.join` does.
   */
  join<T>(work: () => T): Promise<T>;
  /** Ends the open group, if there is one. Never throws: its writers are told. */
  commit(): void;
  /** The same with what waits for the lock, if it can be had at once. */
  end(): void;
}

interface Group {
  /** Resolves when it is durable. */
  readonly committed: Promise<void>;
  readonly succeed: () => void;
  readonly fail: (error: unknown) => void;
  readonly openedAt: number;
  readonly timer: NodeJS.Immediate;
}

/** Other processes wait for the lock that an open group holds. */
const longestMilliseconds = 5;

export function createGroupCommit(transaction: Transaction, guard: Guard): GroupCommit {
  let open: Group | undefined;
  const queue = createLockQueue({ take: takeLock, othersVersion: transaction.othersVersion });

  function takeLock(): Group {
    open ??= begin();
    return open;
  }
  function begin(): Group {
    transaction.begin();
    noteOpenGroup(commit);
    return { ...promise(), openedAt: performance.now(), timer: setImmediate(commit) };
  }
  function close(): Group | undefined {
    const ended = open;
    open = undefined;
    forgetOpenGroup(commit);
    clearImmediate(ended?.timer);
    return ended;
  }
  function commit() {
    const group = close();
    if (!group) return;
    try {
      transaction.commit();
      group.succeed();
    } catch (error) {
      group.fail(error);
    }
  }
  function perform<T>(work: () => T): Promise<T> {
    try {
      const { committed } = takeLock();
      const answer = guard.pass(work);
      return committed.then(() => answer);
    } catch (error) {
      // A statement that fails undoes itself alone; but for a full disk SQLite undoes all that the group has written.
      if (open && !transaction.isOpen()) close()?.fail(error);
      return Promise.reject(error);
    }
  }
  return {
    join(work) {
      if (open && performance.now() - open.openedAt > longestMilliseconds) commit();
      if (!queue.isEmpty()) return queue.wait(() => perform(work));
      try {
        takeLock();
      } catch (error) {
        return isLocked(error) ? queue.wait(() => perform(work)) : Promise.reject(error);
      }
      return perform(work);
    },
    commit,
    end() {
      queue.end();
      commit();
    },
  };
}

/** Nobody has to listen: the group's only statement may have failed. */
function promise(): Pick<Group, "committed" | "succeed" | "fail"> {
  let [succeed, fail] = [() => {}, (_error: unknown) => {}];
  const committed = new Promise<void>((resolve, reject) => {
    [succeed, fail] = [resolve, reject];
  });
  committed.catch(() => undefined);
  return { committed, succeed, fail };
}
