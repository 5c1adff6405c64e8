import { setTimeout } from "node:timers/promises";
import { type Awaitable, andThen } from "./awaitable.ts";
import { Conflict } from "./conflict.ts";
import type { Entry, Storage, StoredEntry } from "./storage.ts";

/** What becomes of an entry: written if `write` is given, else left as it is. */
export interface Change<T> {
  readonly write?: Entry;
  readonly result: T;
}

const retries = 5;

/**
 * Reads, changes and writes one entry. With a storage that answers at once nothing is awaited in between; with any
 * other a lost race is tried again up to five times (REQUIREMENTS O5). `change` must be pure: it may run several times.
 *
 * @throws {Conflict} if the race was lost six times.
 */
export function modify<T>(
  storage: Storage,
  key: string,
  change: (stored: StoredEntry | undefined) => Change<T>,
  retriesLeft = retries,
): Awaitable<T> {
  const again = async () => {
    if (retriesLeft === 0) throw new Conflict();
    await setTimeout(Math.random() * 10 * 2 ** (retries - retriesLeft));
    return modify(storage, key, change, retriesLeft - 1);
  };
  return andThen(storage.get(key), (stored) => {
    const { write, result } = change(stored);
    if (!write) return result;
    const written = stored ? storage.update(key, write, stored.counter) : storage.add(key, write);
    return andThen(written, (won) => (won ? result : again()));
  });
}
