export { StorageError, type StorageErrorCode } from "../storage-error.ts";
export type { SqliteStorageOptions } from "./database.ts";
export { openSqliteStorage } from "./storage.ts";
