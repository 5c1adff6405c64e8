import { setImmediate } from "node:timers/promises";
import { memoryStorage } from "@tiauth/storage/memory";
import { expect, it } from "vitest";
import { startClients } from "./clients.ts";
import { findInexplicable } from "./linearizable.ts";
import type { AskedStorage } from "./remote-storage.ts";

/** A storage as if it were far away. */
function distant(storage: AskedStorage): AskedStorage {
  const later = async <T>(answer: () => T): Promise<Awaited<T>> => {
    await setImmediate();
    const answered = await answer();
    await setImmediate();
    return answered;
  };
  return {
    get: (key) => later(() => storage.get(key)),
    add: (key, entry) => later(() => storage.add(key, entry)),
    update: (key, entry, counter) => later(() => storage.update(key, entry, counter)),
    delete: (key) => later(() => storage.delete(key)),
  };
}

async function isExplained(storage: AskedStorage): Promise<boolean> {
  const { history } = startClients({ clients: 20, count: 2000, storageOf: () => storage });
  const byKey = [...(await history).values()];
  return byKey.every((seen) => findInexplicable(seen) === undefined);
}

it("what 20 clients see of a storage that compares and swaps is explained", async () => {
  expect(await isExplained(distant(memoryStorage()))).toBe(true);
});

const broken: Readonly<Record<string, (storage: AskedStorage) => AskedStorage>> = {
  "looks first and writes then": (storage) => ({
    ...storage,
    update: async (key, entry, counter) => {
      const found = await storage.get(key);
      return found?.counter === counter && storage.update(key, entry, (await storage.get(key))?.counter ?? -1);
    },
  }),
  "forgets one write of a hundred": (storage) => ({
    ...storage,
    update: async (...given) => Math.random() < 0.01 || storage.update(...given),
  }),
  "reads what was there a moment ago": (storage) => {
    const before = new Map<string, ReturnType<AskedStorage["get"]>>();
    return {
      ...storage,
      get: (key) => {
        const [found, old] = [storage.get(key), before.get(key)];
        before.set(key, found);
        return Math.random() < 0.05 ? (old ?? found) : found;
      },
    };
  },
};

it.each(Object.entries(broken))("one that %s is found out", async (_, breaking) => {
  expect(await isExplained(breaking(distant(memoryStorage())))).toBe(false);
});
