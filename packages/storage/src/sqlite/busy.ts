import Database from "better-sqlite3";

/** Whether somebody else holds a lock that is needed. */
export const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code);

/** Random, so that processes that wait for one another do not go on in step. */
const pause = { shortestMilliseconds: 0.1, longestMilliseconds: 0.8 };
const nobody = new Int32Array(new SharedArrayBuffer(4));

/**
 * Tries again and again, and stops the event loop for so long. Not SQLite's own way of waiting, which sleeps up to
 * 100 ms at a time and so misses the short moments in which a lock that others take in turn is free.
 *
 * @throws whatever `work` throws, if that is not busyness or the time is up.
 */
export function untilFree<T>(work: () => T, longestWaitMilliseconds: number): T {
  let deadline: number | undefined;
  for (;;) {
    try {
      return work();
    } catch (error) {
      deadline ??= performance.now() + longestWaitMilliseconds;
      if (!isBusy(error) || performance.now() >= deadline) throw error;
      const { shortestMilliseconds: shortest, longestMilliseconds: longest } = pause;
      Atomics.wait(nobody, 0, 0, shortest + Math.random() * (longest - shortest));
    }
  }
}
