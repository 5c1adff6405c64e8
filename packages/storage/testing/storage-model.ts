import type { Entry, StoredEntry } from "@tiauth/records";

/** A storage written down a second time, as the port says it, with a map. */
export function storageModel() {
  const entries = new Map<string, Entry & StoredEntry>();
  const counterOf = (key: string) => entries.get(key)?.counter ?? 0;
  const expired = (time: Date) => [...entries].filter(([, { expiresAt }]) => expiresAt < time).map(([key]) => key);
  return {
    counterOf,
    add: (key: string, entry: Entry) => !entries.has(key) && Boolean(entries.set(key, { ...entry, counter: 0 })),
    update: (key: string, entry: Entry, counter: number) =>
      entries.get(key)?.counter === counter && Boolean(entries.set(key, { ...entry, counter: counter + 1 })),
    delete: (key: string) => entries.delete(key),
    deleteExpired: (time: Date, limit: number) => Math.min(limit, expired(time).length),
    clear: () => entries.clear(),

    /** Which of the expired entries are removed first is up to the driver: that much the model is told. */
    wasLeftWith(keys: readonly string[], time: Date) {
      for (const key of expired(time)) if (!keys.includes(key)) entries.delete(key);
    },

    /** What `get` gives for a key. */
    get(key: string): StoredEntry | undefined {
      const entry = entries.get(key);
      return entry && { value: entry.value, counter: entry.counter };
    },
  };
}
export type StorageModel = ReturnType<typeof storageModel>;
