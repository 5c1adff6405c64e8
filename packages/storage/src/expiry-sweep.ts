import { setImmediate } from "node:timers/promises";
import type { StorageDriver } from "./driver.ts";

/** REQUIREMENTS D5. The time is what one batch may hold up the event loop of a driver that answers at once. */
const batchLimit = { rows: 500, milliseconds: 5 };
const smallestBatchRows = 50;

type Sweepable = Pick<StorageDriver, "deleteExpired">;

export interface SweepOptions {
  /** Ends the sweep before its next batch. */
  readonly signal?: AbortSignal;
  /** A clock that never jumps; `performance.now` by default. */
  readonly elapsedMilliseconds?: () => number;
}

/**
 * Removes everything that expired before `before`, in batches of at most 500 rows and about 5 ms, leaving the event
 * loop to others in between. Starts with a small batch and grows while the disk is quick.
 *
 * @returns how many entries were removed.
 * @throws whatever the driver throws.
 */
export async function sweepExpired(driver: Sweepable, before: Date, options: SweepOptions = {}): Promise<number> {
  const { signal, elapsedMilliseconds = () => performance.now() } = options;
  let rows = smallestBatchRows;
  let deletedInAll = 0;
  while (!signal?.aborted) {
    const startedAt = elapsedMilliseconds();
    const deleted = await driver.deleteExpired(before, rows);
    deletedInAll += deleted;
    if (deleted < rows) break;
    rows = nextBatchRows(rows, elapsedMilliseconds() - startedAt);
    await setImmediate();
  }
  return deletedInAll;
}

function nextBatchRows(rows: number, tookMilliseconds: number): number {
  if (tookMilliseconds > batchLimit.milliseconds) return Math.max(smallestBatchRows, Math.floor(rows / 2));
  if (tookMilliseconds < batchLimit.milliseconds / 2) return Math.min(batchLimit.rows, rows * 2);
  return rows;
}

export interface ExpirySweepOptions {
  readonly now: () => Date;
  /** Told of every sweep that failed; the next one is tried all the same. Must not throw. */
  readonly onError: (error: unknown) => void;
  /** Between the end of one sweep and the start of the next, so that two never overlap. 60 by default. */
  readonly intervalSeconds?: number;
}

/**
 * Sweeps again and again, the first time after one interval. Does not keep the process alive.
 *
 * @returns `stop`: no batch begins after it. Call it before closing the driver.
 */
export function startExpirySweep(driver: Sweepable, options: ExpirySweepOptions): { stop(): void } {
  const { now, onError, intervalSeconds = 60 } = options;
  const stopped = new AbortController();
  let timer = wait();

  function wait() {
    return setTimeout(sweep, intervalSeconds * 1000).unref();
  }
  async function sweep() {
    try {
      await sweepExpired(driver, now(), { signal: stopped.signal });
    } catch (error) {
      if (!stopped.signal.aborted) onError(error);
    }
    if (!stopped.signal.aborted) timer = wait();
  }
  return {
    stop() {
      stopped.abort();
      clearTimeout(timer);
    },
  };
}
