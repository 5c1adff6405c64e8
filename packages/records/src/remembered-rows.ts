import type { Awaitable } from "./awaitable.ts";
import { memoryCache } from "./memory-cache.ts";
import { readThrough } from "./read-through.ts";
import type { Storage } from "./storage.ts";

export interface RememberedRowsOptions<R> {
  readonly storage: Storage;
  readonly now: () => Date;
  /** How long a row may be remembered; 0 = not at all. */
  readonly seconds: number;
  /** Reads a row from the storage; undefined if there is none. */
  readonly read: (id: string) => Awaitable<R | undefined>;
}

/**
 * Rows as they are in the storage, without reading it each time. What this object changes is seen at once, and so is
 * what others changed if the storage can tell that there were others; else only after `seconds`.
 */
export function rememberedRows<R>({ storage, now, seconds, read }: RememberedRowsOptions<R>) {
  const rows = readThrough<R>({ cache: memoryCache<R>({ now }), now, ttlSeconds: seconds, read });
  let foreignVersion: number | undefined;
  /** Rows that are being written, and how often. */
  const writing = new Map<string, number>();
  const count = (id: string, change: 1 | -1) => {
    const writes = (writing.get(id) ?? 0) + change;
    if (writes === 0) writing.delete(id);
    else writing.set(id, writes);
  };

  /** Comes before every look, so that a row counts as read under the version before it, whoever writes meanwhile. */
  const forgetWhatOthersChanged = () => {
    const version = storage.foreignVersion?.();
    if (version !== foreignVersion) rows.forgetAll();
    foreignVersion = version;
  };

  return {
    /** The row, as remembered or as read now. */
    get(id: string): Awaitable<R | undefined> {
      if (seconds === 0 || writing.has(id)) return read(id);
      forgetWhatOthersChanged();
      return rows.get(id);
    },

    /** Writes the row. Whether that succeeds, is lost or fails, nothing from before its end is remembered after it began. */
    async changing<T>(id: string, write: () => Awaitable<T>): Promise<T> {
      count(id, 1);
      rows.forget(id);
      try {
        return await write();
      } finally {
        count(id, -1);
      }
    },

    forgetAll: () => void rows.forgetAll(),
  };
}
