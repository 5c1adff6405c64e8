import type { StorageDriver } from "@tiauth/storage";
import type { Settings } from "../settings/resolve.ts";
import type { StorageUrl } from "./storage-url.ts";

export interface OpenStorageOptions extends Pick<Settings, "sqliteSynchronous" | "postgresConnections"> {
  /** Of Postgres: whether it may forget the entries when it crashes. Undefined leaves that as it is. */
  readonly isUnlogged: boolean | undefined;
  /** Told what an operator should know about the engine. */
  readonly onWarning: (message: string) => void;
}

/**
 * Opens a storage. Each driver is loaded for those who use it only.
 *
 * @throws {StorageError} if it cannot be opened; its message says what to do, and holds no password.
 */
export async function openStorage(storage: StorageUrl, options: OpenStorageOptions): Promise<StorageDriver> {
  const { sqliteSynchronous: synchronous, postgresConnections: maxConnections, isUnlogged, onWarning } = options;
  switch (storage.engine) {
    case "memory":
      return (await import("@tiauth/storage/memory")).memoryStorage();
    case "sqlite":
      return (await import("@tiauth/storage/sqlite")).openSqliteStorage({ path: storage.path, synchronous });
    case "postgres": {
      const { openPostgresStorage } = await import("@tiauth/storage/postgres");
      return openPostgresStorage({ url: storage.url, maxConnections, isUnlogged, onWarning });
    }
    case "redis": {
      const { openRedisStorage } = await import("@tiauth/storage/redis");
      return openRedisStorage({ url: storage.url, onWarning });
    }
  }
}
