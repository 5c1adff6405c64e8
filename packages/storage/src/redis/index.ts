export { StorageError, type StorageErrorCode } from "../storage-error.ts";
export { openRedisStorage, type RedisStorageOptions } from "./storage.ts";
