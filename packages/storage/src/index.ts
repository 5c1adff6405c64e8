export type { StorageDriver, SyncStorageDriver } from "./driver.ts";
export { type ExpirySweepOptions, type SweepOptions, startExpirySweep, sweepExpired } from "./expiry-sweep.ts";
export { assertKey } from "./key.ts";
export { StorageError, type StorageErrorCode } from "./storage-error.ts";
