import type { Awaitable } from "./storage.ts";

/**
 * What may be remembered for a while; losing any of it is harmless. None of the three may throw or reject, and they take
 * effect in the order in which they are called.
 */
export interface Cache {
  get(key: string): Awaitable<Uint8Array | undefined>;
  set(key: string, value: Uint8Array, ttlSeconds: number): Awaitable<void>;
  delete(key: string): Awaitable<void>;
}

interface Remembered {
  readonly value: Uint8Array;
  readonly from: number;
  readonly until: number;
}

/** A cache in this process: at most `maxEntries`, the one that was set longest ago makes room. */
export function memoryCache({ now = () => new Date(), maxEntries = 10_000 } = {}): Cache {
  const entries = new Map<string, Remembered>();
  // `from`: after a clock that went back, nothing is remembered for longer than it was meant to be.
  const isFresh = ({ from, until }: Remembered, time: number) => from <= time && time < until;

  return {
    get(key) {
      const entry = entries.get(key);
      if (entry && isFresh(entry, now().getTime())) return entry.value;
      entries.delete(key);
      return undefined;
    },
    set(key, value, ttlSeconds) {
      const from = now().getTime();
      entries.delete(key);
      entries.set(key, { value, from, until: from + ttlSeconds * 1000 });
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    },
    delete(key) {
      entries.delete(key);
    },
  };
}
