import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { BundleStore } from "./bundles/bundle-store.ts";
import { openDiskBundles } from "./bundles/disk-bundles.ts";
import { openS3Bundles } from "./bundles/s3-bundles.ts";
import { openPostgres } from "./database/postgres.ts";
import { openSqlite } from "./database/sqlite.ts";
import { removeLooseBundles } from "./domain/loose-bundles.ts";
import type { Limits, Registry } from "./domain/registry.ts";
import type { Settings } from "./settings.ts";

export interface RegistryOptions extends Pick<Settings, "dataPath" | "databaseUrl" | "s3"> {
  readonly limits?: Partial<Limits> | undefined;
  readonly now?: (() => Date) | undefined;
}

const defaultLimits: Limits = {
  bundleBytes: 20 * 1024 * 1024,
  uploadSeconds: 300,
  identitiesPerUserPerDay: 5,
  identitiesPerDay: 200,
};

/**
 * Opens what the registry has, made if need be, and clears away what was left lying when it was killed.
 *
 * @throws {Error} if the folder, the database or the bucket cannot be had.
 */
export async function openRegistry(options: RegistryOptions): Promise<Registry> {
  const { dataPath, databaseUrl, limits, now = () => new Date() } = options;
  const incomingPath = join(dataPath, "incoming");
  await rm(incomingPath, { recursive: true, force: true });
  await mkdir(incomingPath, { recursive: true, mode: 0o700 });
  const database = databaseUrl ? await openPostgres(databaseUrl) : await openSqlite(join(dataPath, "registry.sqlite"));
  const bundles = await openBundles(options);
  const registry = { database, bundles, incomingPath, limits: { ...defaultLimits, ...limits }, now };
  await removeLooseBundles(registry);
  return registry;
}

const openBundles = ({ s3, dataPath }: RegistryOptions): BundleStore | Promise<BundleStore> =>
  s3 ? openS3Bundles(s3) : openDiskBundles(join(dataPath, "bundles"));
