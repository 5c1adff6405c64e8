/** Waiting for another program's lock stops the whole event loop (REQUIREMENTS D1); better-sqlite3 waits 5 s by default. */
export const longestWaitMilliseconds = 100;
/** So that whoever only reads waits for at most a hundredth of the time, however long the lock is held. */
const share = 100;

/** How long a write may wait for another program's lock. */
export interface Patience {
  /** In whole milliseconds; 0 is to fail at once. */
  milliseconds(): number;
  /** Tells of a write that found the lock held to the end. */
  lose(): void;
  /** Tells of a write that had the lock. */
  win(): void;
}

/**
 * The first write that finds a lock waits for it 100 ms. Those after it wait for at most a hundredth of the time since
 * a write last found it held: not at all while many writes come. None is refused without having been tried, so the first
 * after the lock's end succeeds; from then on a write waits 100 ms again, lest of two processes that write much each
 * fails whenever the other one is just writing.
 */
export function createPatience(elapsedMilliseconds: () => number): Patience {
  let lostAt: number | undefined;
  return {
    milliseconds() {
      if (lostAt === undefined) return longestWaitMilliseconds;
      return Math.min(longestWaitMilliseconds, Math.floor((elapsedMilliseconds() - lostAt) / share));
    },
    lose() {
      lostAt = elapsedMilliseconds();
    },
    win() {
      lostAt = undefined;
    },
  };
}
