import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { newId } from "@tiauth/protocol";
import type { Storage } from "@tiauth/server";

const leastFreeBytes = 64 * 1024 * 1024;
const rememberedMilliseconds = 1000;

export type Missing = "storage" | "rate_limit_storage" | "disk_space" | "user_server";

export interface ReadinessPorts {
  /** That of the records, then that of the limits if they have one of their own. */
  readonly storages: readonly Pick<Storage, "add" | "delete">[];
  /** The database files on this machine. */
  readonly dbPaths: readonly string[];
  readonly isUserServerReachable: () => Promise<boolean>;
}

/**
 * Finds what is missing to serve requests: storages that take writes, 64 MiB of disk, the user server. One answer
 * holds for a second, and is looked for once however many ask, so that asking cannot be used to load the backend.
 */
export function createReadiness(ports: ReadinessPorts): () => Promise<readonly Missing[]> {
  let asked: Promise<readonly Missing[]> | undefined;
  return () => {
    if (asked) return asked;
    asked = findMissing(ports);
    void asked.then(() =>
      setTimeout(() => {
        asked = undefined;
      }, rememberedMilliseconds).unref(),
    );
    return asked;
  };
}

async function findMissing(ports: ReadinessPorts): Promise<readonly Missing[]> {
  const { storages, dbPaths, isUserServerReachable } = ports;
  const [storage, rateLimitStorage] = storages.map(isWritable);
  const checks = {
    storage: storage ?? true,
    rate_limit_storage: rateLimitStorage ?? true,
    disk_space: haveSpace(dbPaths),
    user_server: isUserServerReachable(),
  };
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => ((await isTrue(check)) ? [] : [name as Missing])), // a key of `checks`
  );
  return results.flat();
}

const isTrue = async (check: boolean | Promise<boolean>) => {
  try {
    return await check;
  } catch {
    return false;
  }
};

async function isWritable(storage: ReadinessPorts["storages"][number]): Promise<boolean> {
  const key = `probe.${newId()}`;
  await storage.add(key, { value: new Uint8Array(1), expiresAt: new Date(Date.now() + 60_000) });
  return storage.delete(key);
}

const haveSpace = async (dbPaths: readonly string[]) => (await Promise.all(dbPaths.map(hasSpace))).every(Boolean);

/** Of the file itself, which may be a link to another disk; of its directory if it is gone, which is the storage's trouble. */
async function hasSpace(dbPath: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(dbPath).catch(() => statfs(dirname(dbPath)));
  return bavail * bsize >= leastFreeBytes;
}
