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

/**
 * For a lock that one program holds: longer than a disk is slow that otherwise is not, and than another process of this
 * server has to wait for a core while it holds the lock. Where many take it in turn, each of their writes is a sign that
 * nobody keeps it. Nothing else is held up meanwhile.
 */
const patience = { standstillMilliseconds: 1000, inAllMilliseconds: 5000 };
const pauseMilliseconds = 5;

interface Waiting {
  readonly since: number;
  readonly start: () => void;
  readonly refuse: (error: unknown) => void;
}

export interface Lock {
  /** @throws {StorageError} `locked` while another process holds it; hardly waits by itself. */
  take(): void;
  /** Changes when another process has written. @throws whatever stands in the way of reading that. */
  othersVersion(): number;
}

export function createLockQueue(lock: Lock): LockQueue {
  let queue: Waiting[] = [];
  /** What others had written when it was last looked, and since when they have written no more. */
  let seen = { version: 0, since: 0 };

  function tryAgain(now = performance.now()) {
    if (queue.length === 0) return;
    try {
      lock.take();
    } catch (error) {
      return refuse(error, now);
    }
    const all = queue;
    queue = [];
    for (const { start } of all) start();
  }
  function refuse(error: unknown, now: number) {
    const isOver = ({ since }: Waiting) => !isLocked(error) || now >= deadlineOf(since, now);
    const over = queue.filter(isOver);
    queue = queue.filter((waiting) => !isOver(waiting));
    for (const waiting of over) waiting.refuse(error);
    if (queue.length > 0) setTimeout(tryAgain, pauseMilliseconds);
  }
  function deadlineOf(since: number, now: number) {
    const version = versionNow();
    if (version !== seen.version) seen = { version, since: now };
    return Math.min(Math.max(since, seen.since) + patience.standstillMilliseconds, since + patience.inAllMilliseconds);
  }
  /** Whoever repairs the log after another one died keeps it from being read as well: nobody has written then. */
  function versionNow() {
    try {
      return lock.othersVersion();
    } catch {
      return seen.version;
    }
  }
  return {
    isEmpty: () => queue.length === 0,
    wait: (work) =>
      new Promise((resolve, reject) => {
        if (queue.length === 0) setTimeout(tryAgain, pauseMilliseconds);
        queue.push({ since: performance.now(), start: () => resolve(work()), refuse: reject });
      }),
    end: () => tryAgain(Number.POSITIVE_INFINITY),
  };
}
