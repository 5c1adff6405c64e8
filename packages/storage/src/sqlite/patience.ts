/** Waiting for another program's lock stops the whole event loop (REQUIREMENTS D1); better-sqlite3 waits 5 s by default. */
export const longestWaitMilliseconds = 100;
/** So that whoever only reads waits for at most a hundredth of the time, however long the lock is held. */
const longestShare = 0.01;
/** Longer than another server takes to write, and than it takes to write the log back. */
const shortWaitMilliseconds = 10;

/** How long a write may wait for another program's lock. */
export interface Patience {
  /** In whole milliseconds; 0 is to fail at once. */
  milliseconds(): number;
  /** Tells of a write that waited in vain, while one and the same program held the lock. */
  lose(): void;
  /** Tells of a write that waited in vain, while others had the lock in turn. */
  miss(): void;
  /** Tells of a write that had the lock. */
  win(): void;
}

/**
 * The first write that finds a lock waits for it 100 ms. Those after it wait for at most a hundredth of the time since
 * a write last found it held: not at all while many writes come. None is refused without having been tried, so the first
 * after the lock's end succeeds. After one that did, or while others have the lock in turn, they wait at least 10 ms, lest
 * of two processes that write much each fails whenever the other one is just writing; and 100 ms again after 10 s in which none found the lock held to the end.
 */
export function createPatience(elapsedMilliseconds: () => number): Patience {
  let lostAt = Number.NEGATIVE_INFINITY;
  let leastMilliseconds = 0;
  return {
    milliseconds() {
      const share = Math.floor((elapsedMilliseconds() - lostAt) * longestShare);
      return Math.min(longestWaitMilliseconds, Math.max(leastMilliseconds, share));
    },
    lose() {
      lostAt = elapsedMilliseconds();
      leastMilliseconds = 0;
    },
    miss() {
      lostAt = elapsedMilliseconds();
      leastMilliseconds = shortWaitMilliseconds;
    },
    win() {
      leastMilliseconds = shortWaitMilliseconds;
    },
  };
}
