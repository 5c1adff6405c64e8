import type { KeptEntry, StorageDriver } from "../driver.ts";
import { assertKey } from "../key.ts";
import type { Access } from "./access.ts";
import { type EntriesOptions, readEntry, storeEntry } from "./entries.ts";
import { scan } from "./scan.ts";

const pageSize = 1000;

/** What is done with all entries of a Redis: each looks through all of its keys, whatever they begin with. */
export function redisMoving(
  access: Access,
  { prefix, name }: EntriesOptions,
): Pick<StorageDriver, "list" | "restore" | "count" | "clear"> {
  async function* pages() {
    let cursor: string | undefined;
    do {
      const { keys, next } = await scan(access, { prefix, cursor, limit: pageSize });
      yield keys;
      cursor = next;
    } while (cursor !== undefined);
  }
  const kept = async (place: string): Promise<readonly KeptEntry[]> => {
    const entry = await readEntry(access, { place, name });
    return entry ? [{ ...entry, key: place.slice(prefix.length) }] : []; // it has gone meanwhile
  };
  return {
    async list(cursor, limit) {
      const { keys, next } = await scan(access, { prefix, cursor, limit });
      return { entries: (await Promise.all(keys.map(kept))).flat(), next };
    },
    async restore(entries) {
      for (const { key } of entries) assertKey(key);
      const stored = await Promise.all(entries.map(({ key, ...entry }) => storeEntry(access, prefix + key, entry)));
      return stored.filter(Boolean).length;
    },
    async count() {
      let count = 0;
      for await (const keys of pages()) count += keys.length;
      return count;
    },
    async clear() {
      for await (const keys of pages()) await Promise.all(keys.map((key) => access.write(key, ["UNLINK", key])));
    },
  };
}
