import type { Storage } from "../src/storage.ts";
import { type Entries, mapStorage } from "./map-storage.ts";

/** One storage as several processes hold it: each can tell that others wrote. */
export function sharedStorage(entries: Entries = new Map()): () => Storage {
  const storage = mapStorage(entries);
  let writes = 0;
  return () => {
    let ownWrites = 0;
    const counted =
      <A extends readonly unknown[], R>(write: (...given: A) => R) =>
      (...given: A) => {
        writes += 1;
        ownWrites += 1;
        return write(...given);
      };
    return {
      get: storage.get,
      add: counted(storage.add),
      update: counted(storage.update),
      delete: counted(storage.delete),
      foreignVersion: () => writes - ownWrites,
    };
  };
}
