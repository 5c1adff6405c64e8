import type { StorageUrl } from "./storage-url.ts";

/**
 * Looks whether a storage could be opened, and creates nothing in it.
 *
 * @returns what else is to be said of it.
 * @throws {StorageError} as `openStorage` does.
 */
export async function checkStorage(storage: StorageUrl): Promise<string | undefined> {
  switch (storage.engine) {
    case "memory":
      return undefined;
    case "sqlite":
      return checkSqlite(storage.path);
    case "postgres":
      return checkPostgres(storage.url);
    case "redis":
      return checkRedis(storage.url);
  }
}

/** A database that another user than the server's created could not be written by the server. */
async function checkSqlite(path: string): Promise<string | undefined> {
  const { checkSqliteStorage } = await import("@tiauth/storage/sqlite");
  if (checkSqliteStorage({ path }) === "exists") return undefined;
  return path.trim() === ":memory:" ? undefined : "will be created when the server starts";
}

const remarks = {
  exists: undefined,
  will_be_migrated: "its tables will be brought up to date when the server starts, or by tiauth migrate",
  will_be_created: "its tables will be created when the server starts, or by tiauth migrate",
};

async function checkPostgres(url: string): Promise<string | undefined> {
  const warnings: string[] = [];
  const { checkPostgresStorage } = await import("@tiauth/storage/postgres");
  const remark = remarks[await checkPostgresStorage({ url, onWarning: (message) => void warnings.push(message) })];
  return asOne(remark === undefined ? warnings : [remark, ...warnings]);
}

/** Opening it writes nothing, and asks for no key, which its user may not be allowed. */
async function checkRedis(url: string): Promise<string | undefined> {
  const warnings: string[] = [];
  const { openRedisStorage } = await import("@tiauth/storage/redis");
  const storage = await openRedisStorage({ url, onWarning: (message) => void warnings.push(message) });
  await Promise.resolve(storage.get("check")).finally(storage.close);
  return asOne(warnings);
}

const asOne = (remarks: readonly string[]) =>
  remarks.length > 0 ? remarks.map((remark) => remark.replace(/\.$/, "")).join("; ") : undefined;
