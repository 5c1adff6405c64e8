import { counterModulus } from "../counter.ts";
import type { KeptEntry, StorageDriver } from "../driver.ts";
import { assertKey } from "../key.ts";
import type { Access } from "./access.ts";
import { addScript, updateScript } from "./entry-scripts.ts";
import { decodeEntry, encodeEntry, headOf } from "./stored-entry.ts";

export type Entries = Pick<StorageDriver, "get" | "add" | "update" | "delete">;

export interface EntriesOptions {
  /** What the keys of entries begin with. */
  readonly prefix: string;
  /** For messages. */
  readonly name: string;
}

/** Clocks differ a little: what has expired for one process may not have for another. */
const graceMilliseconds = 120_000;

/** The entries of a Redis, each one key. */
export function redisEntries(access: Access, { prefix, name }: EntriesOptions): Entries {
  const place = (key: string) => {
    assertKey(key);
    return prefix + key;
  };
  return {
    get: (key) => readEntry(access, { place: place(key), name }),
    add: (key, entry) => storeEntry(access, place(key), { ...entry, counter: 0 }),
    update(key, entry, counter) {
      const stored = encodeEntry(entry, (counter + 1) % counterModulus);
      const args = [stored, ...lifetimeOf(entry.expiresAt), headOf(counter)];
      return isDone(access.run(updateScript, { keys: [place(key)], args }));
    },
    delete: (key) => isDone(access.write(place(key), ["UNLINK", place(key)])),
  };
}

/** @param place the key in Redis. */
export async function readEntry(access: Access, { place, name }: { readonly place: string; readonly name: string }) {
  const stored = await access.read(place, ["GET", place]);
  return stored instanceof Buffer ? decodeEntry(stored, name) : undefined;
}

/** Stores an entry with its counter, if there is none under that key of Redis. Resolves with whether it did. */
export const storeEntry = (access: Access, place: string, { counter, ...entry }: Omit<KeptEntry, "key">) =>
  isDone(access.run(addScript, { keys: [place], args: [encodeEntry(entry, counter), ...lifetimeOf(entry.expiresAt)] }));

/** As the scripts want it: until when, and how long from now. */
function lifetimeOf(expiresAt: Date): readonly string[] {
  const ends = expiresAt.getTime() + graceMilliseconds;
  return [`${ends}`, `${ends - Date.now()}`];
}

const isDone = async (answer: Promise<unknown>) => (await answer) === 1;
