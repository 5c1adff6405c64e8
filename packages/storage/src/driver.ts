import type { Awaitable, Storage } from "@tiauth/records";
import type { Outbox } from "./outbox/outbox.ts";
import type { Sync } from "./sync.ts";

/** A storage that can also be swept, emptied and closed: what the server's own process needs beside the core's port. */
export interface StorageDriver extends Storage {
  /** What waits to be handed over to others, beside the entries in the same database. */
  readonly outbox: Outbox;
  /**
   * Removes entries whose `expiresAt` lies before `before`, at most `limit` of them, and returns how many that were.
   * Fewer than `limit` means that none was left.
   */
  deleteExpired(before: Date, limit: number): Awaitable<number>;
  /** Removes every entry, and every item of the outbox. */
  clear(): Awaitable<void>;
  /** Answers what was asked for before, and gives back files and connections. Any other call afterwards throws. */
  close(): Awaitable<void>;
}

/** The same with every answer given at once, so that nothing can come between a read and the write that follows it. */
export type SyncStorageDriver = Sync<StorageDriver>;
