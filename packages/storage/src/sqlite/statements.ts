import type { StoredEntry } from "@tiauth/records";
import type { Database } from "better-sqlite3";
import { counterModulus } from "../counter.ts";
import { preparing } from "./prepared.ts";

interface Key {
  readonly key: string;
}
interface NewEntry extends Key {
  readonly value: Uint8Array;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}
interface Expiry {
  /** Unix milliseconds. */
  readonly before: number;
  readonly limit: number;
}

/** What is done with the entries. */
export function prepareStatements(database: Database) {
  const prepare = preparing(database);
  return {
    /** By position: that is quicker than by name. */
    get: prepare<[key: string], StoredEntry>("SELECT value, counter FROM entries WHERE key = ?"),
    add: prepare<[NewEntry]>(
      `INSERT INTO entries (key, value, counter, expires_at) VALUES (@key, @value, 0, @expiresAt)
       ON CONFLICT DO NOTHING`,
    ),
    update: prepare<[NewEntry & { readonly counter: number }]>(
      `UPDATE entries SET value = @value, expires_at = @expiresAt, counter = (counter + 1) % ${counterModulus}
       WHERE key = @key AND counter = @counter`,
    ),
    delete: prepare<[key: string]>("DELETE FROM entries WHERE key = ?"),
    deleteExpired: prepare<[Expiry]>(
      "DELETE FROM entries WHERE key IN (SELECT key FROM entries WHERE expires_at < @before LIMIT @limit)",
    ),
    clear: prepare("DELETE FROM entries"),
    clearOutbox: prepare("DELETE FROM outbox"),
  };
}
