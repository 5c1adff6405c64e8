import { setImmediate } from "node:timers/promises";
import type { Awaitable } from "../src/awaitable.ts";
import type { Entry, Storage, StoredEntry } from "../src/storage.ts";

export type Entries = Map<string, Entry & StoredEntry>;

/** A storage that answers at once. Not that of @tiauth/storage: it builds on this package. */
export function mapStorage(entries: Entries = new Map()): Storage {
  return {
    get: (key) => entries.get(key),
    add(key, entry) {
      if (entries.has(key)) return false;
      entries.set(key, { ...entry, counter: 0 });
      return true;
    },
    update(key, entry, counter) {
      if (entries.get(key)?.counter !== counter) return false;
      entries.set(key, { ...entry, counter: (counter + 1) % 2 ** 31 });
      return true;
    },
    delete: (key) => entries.delete(key),
  };
}

/** The same storage over a slow line: whoever comes meanwhile gets in between a read and its write. */
export function distant(storage: Storage): Storage {
  const line = async <T>(answer: () => Awaitable<T>) => {
    await setImmediate();
    const answered = await answer();
    await setImmediate();
    return answered;
  };
  return {
    ...storage,
    get: (key) => line(() => storage.get(key)),
    add: (key, entry) => line(() => storage.add(key, entry)),
    update: (key, entry, counter) => line(() => storage.update(key, entry, counter)),
    delete: (key) => line(() => storage.delete(key)),
  };
}
