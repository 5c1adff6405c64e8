import { setTimeout as delay, setImmediate } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import type { StorageDriver } from "./driver.ts";
import { startExpirySweep, sweepExpired } from "./expiry-sweep.ts";
import { type MemoryEntry, memoryStorage } from "./memory.ts";
import { openSqliteStorage } from "./sqlite/index.ts";

const now = new Date("2029-01-01T00:00:00.000Z");
const expired = new Date(now.getTime() - 1);
const alive = new Date(now.getTime() + 1);
const value = Uint8Array.of(1);

function fill(storage: StorageDriver, { expiredRows, aliveRows }: { expiredRows: number; aliveRows: number }) {
  for (let i = 0; i < expiredRows; i++) storage.add(`expired ${i}`, { value, expiresAt: expired });
  for (let i = 0; i < aliveRows; i++) storage.add(`alive ${i}`, { value, expiresAt: alive });
}

/** Passes every batch on and notes how large it was. On its clock, which nothing else moves, a row takes that long. */
function watched(storage: StorageDriver, { millisecondsPerRow }: { millisecondsPerRow: number }) {
  const batches: number[] = [];
  let elapsed = 0;
  return {
    batches,
    elapsedMilliseconds: () => elapsed,
    deleteExpired(before: Date, limit: number) {
      batches.push(limit);
      elapsed += limit * millisecondsPerRow;
      return storage.deleteExpired(before, limit);
    },
  };
}

describe("sweepExpired", () => {
  it("D5: removes everything that has expired and nothing that has not", async () => {
    const storage = openSqliteStorage({ path: ":memory:" });
    fill(storage, { expiredRows: 2345, aliveRows: 20 });
    expect(await sweepExpired(storage, now)).toBe(2345);
    expect(storage.get("expired 0")).toBeUndefined();
    expect(storage.get("expired 2344")).toBeUndefined();
    expect(storage.deleteExpired(new Date(alive.getTime() + 1), 100)).toBe(20);
    storage.close();
  });

  it("D5: no batch is larger than 500 rows, however quick the disk is", async () => {
    const storage = memoryStorage();
    fill(storage, { expiredRows: 3000, aliveRows: 0 });
    const quick = watched(storage, { millisecondsPerRow: 0 });
    expect(await sweepExpired(quick, now, quick)).toBe(3000);
    expect(quick.batches.slice(0, 6)).toEqual([50, 100, 200, 400, 500, 500]);
    expect(Math.max(...quick.batches)).toBe(500);
  });

  it("D5: no batch takes longer than 5 ms if the disk lets it", async () => {
    const storage = memoryStorage();
    fill(storage, { expiredRows: 3000, aliveRows: 0 });
    const slow = watched(storage, { millisecondsPerRow: 0.02 });
    expect(await sweepExpired(slow, now, slow)).toBe(3000);
    expect(Math.max(...slow.batches) * 0.02).toBeLessThanOrEqual(5);
  });

  it("D5: a disk that becomes slow gets smaller batches, never below 50 rows", async () => {
    const storage = memoryStorage();
    fill(storage, { expiredRows: 4000, aliveRows: 0 });
    let elapsed = 0;
    const limits: number[] = [];
    const slowing = {
      elapsedMilliseconds: () => elapsed,
      deleteExpired(before: Date, limit: number) {
        limits.push(limit);
        elapsed += limits.length < 5 ? 0 : 6;
        return storage.deleteExpired(before, limit);
      },
    };
    await sweepExpired(slowing, now, slowing);
    expect(limits.slice(0, 10)).toEqual([50, 100, 200, 400, 500, 250, 125, 62, 50, 50]);
  });

  it("D5: others get their turns between two batches, many of them", async () => {
    const storage = memoryStorage();
    fill(storage, { expiredRows: 1000, aliveRows: 0 });
    const watchedStorage = watched(storage, { millisecondsPerRow: 0 });
    const sweeping = sweepExpired(watchedStorage, now);
    const seen: number[] = [];
    while (storage.get("expired 999")) {
      seen.push(watchedStorage.batches.length);
      await setImmediate();
    }
    expect(seen.length).toBeGreaterThan(50);
    expect(new Set(seen).size).toBeGreaterThan(2);
    expect(await sweeping).toBe(1000);
  });

  it("ends before the next batch once it is told to", async () => {
    const storage = memoryStorage();
    fill(storage, { expiredRows: 1000, aliveRows: 0 });
    const stopping = new AbortController();
    const sweeping = sweepExpired(storage, now, { signal: stopping.signal });
    stopping.abort();
    expect(await sweeping).toBe(50);
    expect(storage.get("expired 999")).toBeDefined();
  });
});

describe("startExpirySweep", () => {
  const intervalSeconds = 0.002;
  /** So much later than they expired entries are removed. */
  const patienceMilliseconds = 2 * intervalSeconds * 1000;
  /** Between two batches. */
  const restMilliseconds = 20;
  /** The entry with the trusted time. */
  const itsOwn = 1;
  const deadline = { timeout: 4000, interval: 2 };

  it("D5: sweeps again and again, each time by the clock it is given", async () => {
    const entries = new Map<string, MemoryEntry>();
    const storage = memoryStorage({ entries });
    let time = new Date(now.getTime() + patienceMilliseconds);
    fill(storage, { expiredRows: 100, aliveRows: 10 });
    const sweep = startExpirySweep(storage, { now: () => time, onError: unexpected, intervalSeconds });
    await vi.waitFor(() => expect(entries.size).toBe(10 + itsOwn), deadline);
    time = new Date(alive.getTime() + patienceMilliseconds + 1);
    await vi.waitFor(() => expect(entries.size).toBe(itsOwn), deadline);
    sweep.stop();
  });

  it("reports a sweep that failed and tries again", async () => {
    const errors: unknown[] = [];
    const failing = {
      ...memoryStorage(),
      deleteExpired(): number {
        throw new Error(`attempt ${errors.length + 1}`);
      },
    };
    const sweep = startExpirySweep(failing, {
      now: () => now,
      onError: (error) => errors.push(error),
      intervalSeconds,
    });
    await vi.waitFor(() => expect(errors.length).toBeGreaterThanOrEqual(2), deadline);
    sweep.stop();
    expect(errors.slice(0, 2)).toEqual([new Error("attempt 1"), new Error("attempt 2")]);
  });

  it("never runs two sweeps at once, however slow the driver is", async () => {
    let running = 0;
    const together: number[] = [];
    const slow = {
      ...memoryStorage(),
      async deleteExpired() {
        together.push(++running);
        for (let turn = 0; turn < 20; turn++) await setImmediate();
        running -= 1;
        return 0;
      },
    };
    const sweep = startExpirySweep(slow, { now: () => now, onError: unexpected, intervalSeconds: 0 });
    await vi.waitFor(() => expect(together.length).toBeGreaterThanOrEqual(5), deadline);
    sweep.stop();
    expect(Math.max(...together)).toBe(1);
  });

  it("touches the driver no more once it is stopped, not even in the middle of a sweep", async () => {
    const storage = openSqliteStorage({ path: ":memory:" });
    fill(storage, { expiredRows: 5000, aliveRows: 0 });
    let batches = 0;
    const stoppedInItsSecondBatch = {
      ...storage,
      deleteExpired(before: Date, limit: number) {
        const deleted = storage.deleteExpired(before, limit);
        if (++batches === 2) {
          sweep.stop();
          storage.close();
        }
        return deleted;
      },
    };
    const later = new Date(now.getTime() + patienceMilliseconds);
    const sweep = startExpirySweep(stoppedInItsSecondBatch, { now: () => later, onError: unexpected, intervalSeconds });
    await vi.waitFor(() => expect(batches).toBe(2), deadline);
    await delay(restMilliseconds); // began later than the rest after the second batch, and so ends later
    expect(batches).toBe(2);
  });
});

function unexpected(error: unknown) {
  throw error;
}
