import type { KeptEntry, StorageDriver } from "../driver.ts";
import { trustedTimeKey } from "../trusted-time.ts";

type Listed = Pick<StorageDriver, "list">;

/** Enough to fill a round trip, few enough for one statement and a few hundred kilobytes. */
const pageEntries = 500;

/**
 * All entries, page by page; some perhaps twice. Not the time that sweeps go by: that is about the servers of this
 * storage, and not about people.
 */
export async function* pagesOf(storage: Listed): AsyncGenerator<readonly KeptEntry[]> {
  let cursor: string | undefined;
  do {
    const { entries, next } = await storage.list(cursor, pageEntries);
    yield entries.filter(({ key }) => key !== trustedTimeKey);
    cursor = next;
  } while (cursor !== undefined);
}
