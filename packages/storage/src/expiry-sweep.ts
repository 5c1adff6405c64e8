import { setTimeout as delay } from "node:timers/promises";
import type { StorageDriver } from "./driver.ts";
import { trustedTime } from "./trusted-time.ts";

/** REQUIREMENTS D5. The time is what one batch may hold up the event loop of a driver that answers at once. */
const batchLimit = { rows: 500, milliseconds: 5 };
const smallestBatchRows = 50;
/** Between two batches: a request takes several turns of the event loop, and would wait for a batch in each of them. */
const rest = { shortestMilliseconds: 20, longestMilliseconds: 200 };

type Sweepable = Pick<StorageDriver, "deleteExpired">;
type Persistent = Pick<StorageDriver, "get" | "add" | "update">;

export interface SweepOptions {
  /** Ends the sweep before its next batch. */
  readonly signal?: AbortSignal | undefined;
  /** A clock that never jumps; `performance.now` by default. */
  readonly elapsedMilliseconds?: () => number;
}

/**
 * Removes everything that expired before `before`, in batches of at most 500 rows and about 5 ms, with
 * rests of 20 to 200 ms in between. Starts with a small batch and grows while the disk is quick.
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
    const tookMilliseconds = elapsedMilliseconds() - startedAt;
    rows = nextBatchRows(rows, tookMilliseconds);
    await delay(restMilliseconds(tookMilliseconds));
  }
  return deletedInAll;
}

function nextBatchRows(rows: number, tookMilliseconds: number): number {
  if (tookMilliseconds > batchLimit.milliseconds) return Math.max(smallestBatchRows, Math.floor(rows / 2));
  if (tookMilliseconds < batchLimit.milliseconds / 2) return Math.min(batchLimit.rows, rows * 2);
  return rows;
}

/** Twice as long as the batch, so that a slow disk does not make requests slow. */
const restMilliseconds = (tookMilliseconds: number) =>
  Math.min(rest.longestMilliseconds, Math.max(rest.shortestMilliseconds, 2 * tookMilliseconds));

export interface ExpirySweepOptions {
  readonly now: () => Date;
  /** Told of every sweep that failed; the next one is tried all the same. Must not throw. */
  readonly onError: (error: unknown) => void;
  /** Between the end of one sweep and the start of the next, so that two never overlap. 60 by default. */
  readonly intervalSeconds?: number;
}

/**
 * Sweeps again and again, the first time at once. Does not keep the process alive. An entry is gone within four intervals
 * of its expiry; one that expired under a clock that jumped is left alone until that clock is believed, see `trustedTime`.
 *
 * @returns `stop`: no batch begins after it. Call it before closing the driver.
 */
export function startExpirySweep(driver: Sweepable & Persistent, options: ExpirySweepOptions): { stop(): void } {
  const { now, onError, intervalSeconds = 60 } = options;
  const stopped = new AbortController();
  const run = expirySweep(driver, { now, intervalSeconds, signal: stopped.signal });
  let timer = setTimeout(sweep, 0).unref();

  async function sweep() {
    try {
      await run();
    } catch (error) {
      if (!stopped.signal.aborted) onError(error);
    }
    if (!stopped.signal.aborted) timer = setTimeout(sweep, intervalSeconds * 1000).unref();
  }
  return {
    stop() {
      stopped.abort();
      clearTimeout(timer);
    },
  };
}

interface ExpirySweepRuns extends Pick<SweepOptions, "signal">, Pick<ExpirySweepOptions, "now"> {
  /** Between two runs. */
  readonly intervalSeconds: number;
}

/**
 * One sweep at each call, by a clock that may jump: what a right clock would still accept stays. Between two calls the
 * clock may go on by two intervals; so much later than they expired entries are removed, for it may have been a jump.
 *
 * @returns a function that resolves with how many entries were removed, and rejects with whatever the driver throws.
 */
export function expirySweep(driver: Sweepable & Persistent, options: ExpirySweepRuns): () => Promise<number> {
  const { now, intervalSeconds, signal } = options;
  const longestStepMilliseconds = 2 * intervalSeconds * 1000;
  const believed = trustedTime(driver, { longestStepMilliseconds });
  return async () => {
    const clock = now();
    const trusted = await believed(clock);
    if (!trusted) return 0; // another process sweeps
    const before = new Date(Math.min(clock.getTime(), trusted.getTime()) - longestStepMilliseconds);
    return sweepExpired(driver, before, { signal });
  };
}
