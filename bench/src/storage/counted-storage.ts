import type { StorageDriver } from "@tiauth/storage";

/** How often each method was called: `{ get: 2, update: 1 }`. */
export type Calls = Readonly<Record<string, number>>;

/** What was asked of a storage. */
export interface Asked {
  /** Of the entries: `get`, `add`, `update`, `delete`. */
  readonly entries: Calls;
  /** Of the outbox. */
  readonly outbox: Calls;
}

/** The same storage; what is asked of it is counted, until it is taken. */
export function countedStorage(driver: StorageDriver): { readonly storage: StorageDriver; take(): Asked } {
  const counts = { entries: {}, outbox: {} };
  const storage = { ...counted(driver, counts, "entries"), outbox: counted(driver.outbox, counts, "outbox") };
  return {
    storage,
    take() {
      const taken = { ...counts };
      Object.assign(counts, { entries: {}, outbox: {} });
      return taken;
    },
  };
}

type Counts = { readonly [K in keyof Asked]: Record<string, number> };

function counted<T extends object>(port: T, counts: Counts, of: keyof Counts): T {
  const members = Object.entries(port).map(([name, member]) => {
    if (typeof member !== "function") return [name, member];
    const counting = (...args: readonly unknown[]) => {
      counts[of][name] = (counts[of][name] ?? 0) + 1;
      return member(...args);
    };
    return [name, counting];
  });
  return Object.fromEntries(members);
}
