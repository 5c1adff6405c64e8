import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { StorageDriver } from "@tiauth/storage";
import { conformance } from "@tiauth/storage/conformance";
import { openRedisStorage } from "@tiauth/storage/redis";
import { expect, it, onTestFinished } from "vitest";

export const value = Uint8Array.of(1);
export const expiresAt = new Date("2030-01-01T00:00:00.000Z");

/** The same Redis with a prefix that nobody has used yet. */
export const freshPlace = (url: string) => `${url}${url.includes("?") ? "&" : "?"}prefix=tiauth-${randomUUID()}:`;

/** Every case of the conformance suite as a test of the Redis at `url()`. */
export function conformsAt(url: () => string): void {
  let place = "";
  const driver = {
    expiresByItself: true as const,
    open: () => {
      place = freshPlace(url());
      return openRedisStorage({ url: place });
    },
    reopen: () => openRedisStorage({ url: place }),
    setCounter: (key: string, counter: number) => restoreWith(place, { key, counter }),
  };
  for (const { title, run } of conformance(driver)) it(title, run);
}

/** As another process would, through the front door. */
async function restoreWith(place: string, { key, counter }: { readonly key: string; readonly counter: number }) {
  const other = await openRedisStorage({ url: place });
  let cursor: string | undefined;
  do {
    const { entries, next } = await other.list(cursor, 1000);
    for (const entry of entries.filter((each) => each.key === key)) {
      await other.delete(key);
      await other.restore([{ ...entry, counter }]);
    }
    cursor = next;
  } while (cursor !== undefined);
  await other.close();
}

/** Adds entries until it is told to stop, and remembers those that were answered. */
export function startAdding(storage: StorageDriver) {
  const answered: string[] = [];
  let isEnding = false;
  const ended = (async () => {
    for (let i = 0; !isEnding; i++) {
      await Promise.resolve(storage.add(`added ${i}`, { value, expiresAt })).then(
        () => answered.push(`added ${i}`),
        () => undefined, // it may be there or not
      );
      await delay(2); // what is measured needs the machine, too
    }
  })();
  const stop = async () => {
    isEnding = true;
    await ended;
  };
  onTestFinished(stop);
  return { answered, stop };
}

/** Resolves with the milliseconds until a write of every one of these keys succeeds. */
export async function untilWritable(storage: StorageDriver, keys: readonly string[]): Promise<number> {
  const started = performance.now();
  const write = async (key: string) => {
    const found = await storage.get(key);
    if (found) await storage.update(key, { value, expiresAt }, found.counter);
    else await storage.add(key, { value, expiresAt });
  };
  const succeeds = () =>
    Promise.all(keys.map(write))
      .then(() => true)
      .catch(() => false);
  await expect.poll(succeeds, { timeout: 30_000, interval: 100 }).toBe(true);
  return performance.now() - started;
}

export async function missingOf(storage: StorageDriver, keys: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(keys.map(async (key) => ((await storage.get(key)) ? [] : [key])));
  return found.flat();
}
