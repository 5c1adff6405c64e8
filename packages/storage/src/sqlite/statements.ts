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
interface Listed extends StoredEntry, Key {
  /** Unix milliseconds. */
  readonly expiresAt: number;
}
interface Limit {
  readonly limit: number;
}
interface Expiry extends Limit {
  /** Unix milliseconds. */
  readonly before: number;
}

const listed = "SELECT key, value, counter, expires_at AS expiresAt FROM entries";

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
    listFirst: prepare<[Limit], Listed>(`${listed} ORDER BY key LIMIT @limit`),
    listAfter: prepare<[Key & Limit], Listed>(`${listed} WHERE key > @key ORDER BY key LIMIT @limit`),
    restore: prepare<[Listed]>(
      `INSERT INTO entries (key, value, counter, expires_at) VALUES (@key, @value, @counter, @expiresAt)
       ON CONFLICT DO NOTHING`,
    ),
    count: prepare<[], { readonly entries: number }>("SELECT count(*) AS entries FROM entries"),
    clear: prepare("DELETE FROM entries"),
    clearOutbox: prepare("DELETE FROM outbox"),
  };
}
