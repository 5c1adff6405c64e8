import type { Awaitable, Entry, Storage, StoredEntry } from "@tiauth/records";
import type { Outbox } from "./outbox/outbox.ts";
import type { Sync } from "./sync.ts";

/** An entry as it is stored, counter and all. */
export interface KeptEntry extends Entry, StoredEntry {
  readonly key: string;
}

/** Some of the entries. */
export interface EntryPage {
  readonly entries: readonly KeptEntry[];
  /** Where the next page begins, for `list`; undefined after the last one. */
  readonly next: string | undefined;
}

/** A storage that can also be swept, moved, emptied and closed: what the server's own process needs beside the core's port. */
export interface StorageDriver extends Storage {
  /** What waits to be handed over to others, beside the entries in the same database. */
  readonly outbox: Outbox;
  /**
   * Removes entries whose `expiresAt` lies before `before`, at most `limit` of them, and returns how many that were.
   * Fewer than `limit` means that none was left.
   */
  deleteExpired(before: Date, limit: number): Awaitable<number>;
  /**
   * About `limit` entries, expired ones among them, from where `cursor` says (undefined: from the beginning), in any
   * order; possibly none though more follow. Entries that are there all the time are given at least once.
   */
  list(cursor: string | undefined, limit: number): Awaitable<EntryPage>;
  /**
   * Stores entries as they were, with their counters, durable when answered. One whose key exists is left as it is.
   * Returns how many were stored. What throws may have stored some of them: doing it again is safe.
   */
  restore(entries: readonly KeptEntry[]): Awaitable<number>;
  /** How many entries are stored: what a progress bar shows. May be an estimate while others write. */
  count(): Awaitable<number>;
  /** Removes every entry, and every item of the outbox. */
  clear(): Awaitable<void>;
  /** Answers what was asked for before, and gives back files and connections. Any other call afterwards throws. */
  close(): Awaitable<void>;
}

/** The same with every answer given at once, so that nothing can come between a read and the write that follows it. */
export type SyncStorageDriver = Sync<StorageDriver>;
