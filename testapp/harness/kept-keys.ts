import type { StorageDriver } from "@tiauth/storage";
import { openPostgresStorage } from "@tiauth/storage/postgres";
import { openRedisStorage } from "@tiauth/storage/redis";
import { openSqliteStorage } from "@tiauth/storage/sqlite";

const openers: Readonly<Record<string, (url: string) => StorageDriver | Promise<StorageDriver>>> = {
  sqlite: (url) => openSqliteStorage({ path: url.slice("sqlite:".length) }),
  postgres: (url) => openPostgresStorage({ url }),
  redis: (url) => openRedisStorage({ url }),
};

/** The keys of all entries in the storage at this URL, looked at past the server. */
export async function keptKeys(url: string): Promise<readonly string[]> {
  const driver = await openers[url.split(":")[0] ?? ""]?.(url);
  if (!driver) throw new RangeError("It has to be an URL of SQLite, Postgres or Redis.");
  const keys = new Set<string>();
  try {
    let cursor: string | undefined;
    do {
      const { entries, next } = await driver.list(cursor, 1000);
      for (const { key } of entries) keys.add(key);
      cursor = next;
    } while (cursor !== undefined);
  } finally {
    await driver.close();
  }
  return [...keys];
}
