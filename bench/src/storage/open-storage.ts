import type { StorageDriver } from "@tiauth/storage";
import { memoryStorage } from "@tiauth/storage/memory";
import { openPostgresStorage } from "@tiauth/storage/postgres";
import { openRedisStorage } from "@tiauth/storage/redis";
import { openSqliteStorage } from "@tiauth/storage/sqlite";

/** Where something is stored, and how. */
export interface Place {
  /** `memory:`, `sqlite:PATH`, or the URL of an engine. */
  readonly url: string;
  /** Whether Postgres may lose what is stored when it crashes. */
  readonly isUnlogged?: boolean;
}

/** @throws {Error} if it cannot be opened. */
export async function openStorage({ url, isUnlogged = false }: Place): Promise<StorageDriver> {
  if (url === "memory:") return memoryStorage();
  if (url.startsWith("sqlite:")) return openSqliteStorage({ path: url.slice("sqlite:".length) });
  return url.startsWith("redis") ? openRedisStorage({ url }) : openPostgresStorage({ url, isUnlogged });
}
