import { type Awaitable, isPromise } from "./awaitable.ts";
import type { Changing } from "./change.ts";
import { letOthersWait, waitForOthers } from "./change-queue.ts";
import { compareAndSwap } from "./compare-and-swap.ts";
import type { Storage } from "./storage.ts";

/**
 * Reads, changes and writes one entry. With a storage that answers at once nothing is awaited in between. With any other,
 * those of this process who come meanwhile wait, and are then all made with one write; a race that is lost to another
 * process is tried again up to five times (REQUIREMENTS O5). `change` must be pure: it may run several times.
 *
 * @throws {Conflict} if the race was lost six times, or too many wait already; and whatever `change` throws.
 */
export function modify<T>(storage: Storage, key: string, change: Changing<T>): Awaitable<T> {
  const waiting = waitForOthers({ storage, key }, change);
  if (waiting) return waiting;
  const read = storage.get(key);
  const changed = compareAndSwap({ storage, key, change }, read);
  if (isPromise(read)) letOthersWait({ storage, key }, changed);
  return changed;
}
