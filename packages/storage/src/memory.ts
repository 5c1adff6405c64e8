import type { Entry, StoredEntry } from "@tiauth/records";
import { counterModulus } from "./counter.ts";
import type { EntryPage, KeptEntry, SyncStorageDriver } from "./driver.ts";
import { assertKey } from "./key.ts";
import { memoryOutbox } from "./outbox/memory.ts";

export interface MemoryEntry extends Entry, StoredEntry {}

export interface MemoryStorageOptions {
  /** Where the entries are kept, for tests that seed them or look at them. A new map by default. */
  readonly entries?: Map<string, MemoryEntry>;
}

/**
 * Keeps entries in this process for as long as it runs: for tests and for trying things. Answers at once; copies the
 * bytes it is given and the bytes it hands out. `deleteExpired` and `list` look through all entries.
 *
 * @throws {RangeError} from every method with a key that is over 255 bytes or not well-formed.
 */
export function memoryStorage({ entries = new Map() }: MemoryStorageOptions = {}): SyncStorageDriver {
  const outbox = memoryOutbox();
  return {
    outbox,
    get(key) {
      assertKey(key);
      const found = entries.get(key);
      return found && { value: new Uint8Array(found.value), counter: found.counter };
    },
    add(key, entry) {
      assertKey(key);
      if (entries.has(key)) return false;
      entries.set(key, copy(entry, 0));
      return true;
    },
    update(key, entry, counter) {
      assertKey(key);
      if (entries.get(key)?.counter !== counter) return false;
      entries.set(key, copy(entry, (counter + 1) % counterModulus));
      return true;
    },
    delete(key) {
      assertKey(key);
      return entries.delete(key);
    },
    foreignVersion: () => 0, // nobody else can write
    deleteExpired: (before, limit) => deleteExpired(entries, before, limit),
    list: (cursor, limit) => list(entries, cursor, limit),
    restore: (kept) => kept.filter((entry) => restore(entries, entry)).length,
    count: () => entries.size,
    clear() {
      entries.clear();
      outbox.clear();
    },
    close() {},
  };
}

/** Not `value.slice()`: on a Buffer that is a view of the same bytes. */
const copy = ({ value, expiresAt }: Entry, counter: number): MemoryEntry => ({
  value: new Uint8Array(value),
  expiresAt: new Date(expiresAt),
  counter,
});

function deleteExpired(entries: Map<string, MemoryEntry>, before: Date, limit: number) {
  let deleted = 0;
  for (const [key, { expiresAt }] of entries) {
    if (deleted === limit) break;
    if (expiresAt < before && entries.delete(key)) deleted += 1;
  }
  return deleted;
}

/** The cursor is the last key that was given. */
function list(entries: Map<string, MemoryEntry>, cursor: string | undefined, limit: number): EntryPage {
  const left = [...entries.keys()].filter((key) => cursor === undefined || key > cursor).sort();
  const page = left.slice(0, limit).flatMap((key) => {
    const found = entries.get(key);
    return found ? [{ key, ...copy(found, found.counter) }] : [];
  });
  return { entries: page, next: left.length > limit ? page.at(-1)?.key : undefined };
}

function restore(entries: Map<string, MemoryEntry>, { key, ...entry }: KeptEntry): boolean {
  assertKey(key);
  if (entries.has(key)) return false;
  entries.set(key, copy(entry, entry.counter));
  return true;
}
