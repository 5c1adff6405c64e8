import type { Awaitable } from "./awaitable.ts";

/**
 * What may be remembered for a while; losing any of it is harmless. None of the four may throw or reject, and they take
 * effect in the order in which they are called.
 */
export interface Cache<T = Uint8Array> {
  get(key: string): Awaitable<T | undefined>;
  set(key: string, value: T, ttlSeconds: number): Awaitable<void>;
  delete(key: string): Awaitable<void>;
  /** Deletes everything. What lives outside of this process may do without. */
  clear?(): Awaitable<void>;
}

export interface MemoryCacheOptions {
  readonly now?: () => Date;
  /** Milliseconds on a clock that nobody sets. */
  readonly elapsedMs?: () => number;
  readonly maxEntries?: number;
}

interface Remembered<T> {
  readonly value: T;
  readonly from: number;
  readonly until: number;
  readonly elapsedUntil: number;
}

/** A cache in this process: at most `maxEntries`, one that was not used for long makes room. */
export function memoryCache<T = Uint8Array>({
  now = () => new Date(),
  elapsedMs = () => performance.now(),
  maxEntries = 10_000,
}: MemoryCacheOptions = {}) {
  const entries = new Map<string, Remembered<T>>();
  /** By both clocks: nothing is remembered for longer than it was meant to be because somebody sets one back. */
  const isFresh = ({ from, until, elapsedUntil }: Remembered<T>, time: number) =>
    from <= time && time < until && elapsedMs() < elapsedUntil;

  /** As the one that was used last. Costs more than all the rest of a look: left out while there is much room. */
  const moveToEnd = (key: string, entry: Remembered<T>) => {
    entries.delete(key);
    entries.set(key, entry);
  };

  return {
    get(key: string): T | undefined {
      const entry = entries.get(key);
      if (!entry) return undefined;
      if (!isFresh(entry, now().getTime())) {
        entries.delete(key);
        return undefined;
      }
      if (entries.size > maxEntries / 2) moveToEnd(key, entry);
      return entry.value;
    },
    set(key: string, value: T, ttlSeconds: number): void {
      const from = now().getTime();
      const ttlMs = ttlSeconds * 1000;
      moveToEnd(key, { value, from, until: from + ttlMs, elapsedUntil: elapsedMs() + ttlMs });
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    },
    delete(key: string): void {
      entries.delete(key);
    },
    clear(): void {
      entries.clear();
    },
  } satisfies Cache<T>;
}
