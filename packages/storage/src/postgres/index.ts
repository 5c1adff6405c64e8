export { StorageError, type StorageErrorCode } from "../storage-error.ts";
export { checkPostgresStorage, type PostgresStorageState } from "./check.ts";
export { migratePostgres, type PostgresMigration, type PostgresMigrationOptions } from "./migrate.ts";
export { openPostgresStorage, type PostgresStorageOptions } from "./storage.ts";
