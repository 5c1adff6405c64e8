export { StorageError, type StorageErrorCode } from "../storage-error.ts";
export { checkSqliteStorage, type SqliteStorageState } from "./check.ts";
export type { SqliteStorageOptions } from "./database.ts";
export { openSqliteStorage, type SqliteStorage } from "./storage.ts";
