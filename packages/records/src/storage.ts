import type { Awaitable } from "./awaitable.ts";

export interface Entry {
  readonly value: Uint8Array;
  /** A hint: from then on the entry may be removed. An entry that is still there is still returned. */
  readonly expiresAt: Date;
}

export interface StoredEntry {
  readonly value: Uint8Array;
  /** How often the entry was updated, modulo 2³¹. */
  readonly counter: number;
}

/**
 * Where records live: a key-value store with compare-and-swap. Keys are at most 255 bytes of UTF-8, values bytes.
 * Expected outcomes are return values; anything thrown is an accident. A write that was answered is durable.
 */
export interface Storage {
  get(key: string): Awaitable<StoredEntry | undefined>;
  /** Stores with counter 0. False if the key exists. */
  add(key: string, entry: Entry): Awaitable<boolean>;
  /** Replaces and increments the counter (2³¹ − 1 is followed by 0). False if the key is gone or its counter is not `counter`. */
  update(key: string, entry: Entry, counter: number): Awaitable<boolean>;
  /** False if there was nothing to delete. */
  delete(key: string): Awaitable<boolean>;
  /**
   * Changes whenever anybody but this object may have written; for what was written in this very turn of the event loop
   * perhaps with the next one only. Missing where that cannot be known: then nothing shows what others did.
   */
  readonly foreignVersion?: (() => number) | undefined;
}
