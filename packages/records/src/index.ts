export { addressBlock, addressNetwork } from "./address-block.ts";
export { type Awaitable, andThen, isPromise } from "./awaitable.ts";
export { createBackground } from "./background.ts";
export { type Bucket, fullAt, giveBack, type Limit, refill, take, waitSeconds } from "./bucket.ts";
export type { Change } from "./change.ts";
export { Conflict } from "./conflict.ts";
export { type Challenged, type FailureStreakOptions, failureStreak } from "./failure-streak.ts";
export { type Lineage, type LineageOptions, lineage, type Version } from "./lineage.ts";
export { type Listed, type ListingsOptions, listings } from "./listings.ts";
export { type Cache, type MemoryCacheOptions, memoryCache } from "./memory-cache.ts";
export { modify } from "./modify.ts";
export { type PairedKind, pairedRecords } from "./paired-records.ts";
export { randomBytes } from "./random-bytes.ts";
export { type RateLimit, type RateLimitOptions, rateLimit, spend } from "./rate-limit.ts";
export { type ReadThroughOptions, readThrough } from "./read-through.ts";
export {
  after,
  type Decision,
  instant,
  type Kind,
  type Opened,
  type RecordPorts,
  type Records,
  type Row,
  records,
} from "./records.ts";
export { digest, isEqual, keyedHash, sha256 } from "./secrets.ts";
export { singleUse } from "./single-use.ts";
export type { Entry, Storage, StoredEntry } from "./storage.ts";
export { fromBytes, toBytes } from "./stored-json.ts";
