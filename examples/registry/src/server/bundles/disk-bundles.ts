import { mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { BundleStore } from "./bundle-store.ts";

/** Bundles as files of a folder, made if need be. Files that are put have to be on the same file system. */
export async function openDiskBundles(folder: string): Promise<BundleStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (key: string) => join(folder, key);
  return {
    put: async (key, { path }) => {
      await rename(path, pathOf(key));
      await syncFolder(folder);
    },
    get: async (key) => {
      const file = await open(pathOf(key)).catch(ifMissing);
      // Node's type for its own web streams says `any`.
      return file && (Readable.toWeb(file.createReadStream()) as Awaited<ReturnType<BundleStore["get"]>>);
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}

/** A rename outlives a power cut only once the folder is written too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}

function ifMissing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
  throw error;
}
