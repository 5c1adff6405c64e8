import { setTimeout } from "node:timers/promises";
import { type Awaitable, andThen } from "./awaitable.ts";
import type { Changing } from "./change.ts";
import { Conflict } from "./conflict.ts";
import type { Storage, StoredEntry } from "./storage.ts";

/** Where an entry is, or would be. */
export interface Place {
  readonly storage: Storage;
  readonly key: string;
}

/** A change of one entry. */
export interface Swap<T> extends Place {
  readonly change: Changing<T>;
}

const retries = 5;

/**
 * Changes one entry as it was just read, and writes it if nobody else did since. A race that is lost is tried again up to
 * five times, each after a longer random pause, on what is there then.
 *
 * @throws {Conflict} if the race was lost six times; and whatever `change` throws.
 */
export function compareAndSwap<T>(
  swap: Swap<T>,
  read: Awaitable<StoredEntry | undefined>,
  retriesLeft = retries,
): Awaitable<T> {
  const { storage, key, change } = swap;
  const again = async () => {
    if (retriesLeft === 0) throw new Conflict();
    await setTimeout(Math.random() * 10 * 2 ** (retries - retriesLeft));
    return compareAndSwap(swap, storage.get(key), retriesLeft - 1);
  };
  return andThen(read, (stored) => {
    const { write, result } = change(stored);
    if (!write) return result;
    const written = stored ? storage.update(key, write, stored.counter) : storage.add(key, write);
    return andThen(written, (won) => (won ? result : again()));
  });
}
