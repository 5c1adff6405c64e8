import type { StorageDriver } from "@tiauth/storage";
import { eachOnce } from "../logs/each-once.ts";
import type { Logs } from "../logs/logs.ts";
import type { Settings } from "../settings/resolve.ts";
import { openStorage } from "./open-storage.ts";
import { patiently } from "./patience.ts";
import { isInProcess, isShared, nameOfStorage, type StorageUrl } from "./storage-url.ts";

/** What a storage is for. */
export type StorageUse = "records" | "limits";

/** One storage of the settings. */
export interface SetStorage {
  readonly use: StorageUse;
  readonly url: StorageUrl;
  /** See `TIAUTH_POSTGRES_UNLOGGED`. */
  readonly isUnlogged: boolean;
}

type StorageSettings = Pick<Settings, "storageUrl" | "rateLimitStorageUrl" | "postgresUnlogged">;

/** The storage of the records, then that of the limits if they have one of their own. */
export function storagesOf(settings: StorageSettings): readonly [SetStorage, ...SetStorage[]] {
  const { storageUrl, rateLimitStorageUrl, postgresUnlogged } = settings;
  const records = { use: "records", url: storageUrl, isUnlogged: postgresUnlogged === "all" } as const;
  if (!rateLimitStorageUrl) return [records];
  return [records, { use: "limits", url: rateLimitStorageUrl, isUnlogged: postgresUnlogged !== "none" }];
}

/** The files that have to be written to. */
export const databaseFiles = (settings: StorageSettings): readonly string[] =>
  storagesOf(settings)
    .filter(({ url }) => url.engine === "sqlite" && !isInProcess(url))
    .map(({ url }) => nameOfStorage(url));

export interface OpenStorages {
  readonly records: StorageDriver;
  /** Undefined if they are kept beside the records. */
  readonly limits: StorageDriver | undefined;
}

export interface OpenStoragesOptions {
  readonly logs: Pick<Logs, "warn">;
  /** Told what an operator should know about an engine: once for all processes, where there are several. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/**
 * Opens the storages of the settings. An engine that other machines use too is waited for.
 *
 * @throws {StorageError} if one cannot be opened. @throws {StartError} if an engine is not there. None stays open then.
 */
export async function openStorages(
  settings: Settings,
  { logs, onWarning: tell = (message) => logs.warn(message) }: OpenStoragesOptions,
): Promise<OpenStorages> {
  const [first, second] = storagesOf(settings);
  const onWarning = eachOnce(tell); // each try finds the same
  const onWaiting = ({ message }: Error) => logs.warn(`the storage is not there yet, it is tried again: ${message}`);
  const open = ({ url, isUnlogged }: SetStorage) => {
    const openNow = () => openStorage(url, { ...settings, isUnlogged, onWarning });
    return isShared(url) ? patiently(openNow, { onWaiting }) : openNow();
  };
  const records = await open(first);
  try {
    return { records, limits: second && (await open(second)) };
  } catch (error) {
    await records.close();
    throw error;
  }
}
