import { StorageError } from "../storage-error.ts";

/** Work that waits for a lock that another process holds, in the order in which it came. */
export interface LockQueue {
  isEmpty(): boolean;
  /** Resolves or rejects as `work` does, once the lock was had; rejects with what stood in the way if it was not had in time. */
  wait<T>(work: () => Promise<T>): Promise<T>;
  /** Tries for the last time; rejects all that still waits if the lock is not free. */
  end(): void;
}

export const isLocked = (error: unknown): boolean => error instanceof StorageError && error.code === "locked";

/** Longer than a disk is slow that otherwise is not. Nothing else is held up meanwhile. */
const patienceMilliseconds = 300;
const pauseMilliseconds = 5;

interface Waiting {
  readonly until: number;
  readonly start: () => void;
  readonly refuse: (error: unknown) => void;
}

/** @param takeLock throws a `StorageError`, `locked`, while another process holds it, and hardly waits by itself. */
export function createLockQueue(takeLock: () => void): LockQueue {
  let queue: Waiting[] = [];

  function tryAgain(now = performance.now()) {
    if (queue.length === 0) return;
    try {
      takeLock();
    } catch (error) {
      return refuse(error, now);
    }
    const all = queue;
    queue = [];
    for (const { start } of all) start();
  }
  function refuse(error: unknown, now: number) {
    const isOver = ({ until }: Waiting) => until <= now || !isLocked(error);
    const over = queue.filter(isOver);
    queue = queue.filter((waiting) => !isOver(waiting));
    for (const waiting of over) waiting.refuse(error);
    if (queue.length > 0) setTimeout(tryAgain, pauseMilliseconds);
  }
  return {
    isEmpty: () => queue.length === 0,
    wait: (work) =>
      new Promise((resolve, reject) => {
        if (queue.length === 0) setTimeout(tryAgain, pauseMilliseconds);
        const until = performance.now() + patienceMilliseconds;
        queue.push({ until, start: () => resolve(work()), refuse: reject });
      }),
    end: () => tryAgain(Number.POSITIVE_INFINITY),
  };
}
