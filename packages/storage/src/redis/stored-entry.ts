import type { Entry, StoredEntry } from "@tiauth/records";
import { newerFormat, noEntry } from "./troubles.ts";

/*
 * An entry is one string: a byte that says how it is written, the counter (4 bytes, big-endian), `expiresAt` (Unix
 * milliseconds as an IEEE 754 double, 8 bytes, big-endian), the value.
 */
const format = 1;
const counterAt = 1;
const expiryAt = 5;
const valueAt = 13;

/** What a stored entry with this counter begins with, and no other. */
export function headOf(counter: number): Buffer {
  const head = Buffer.alloc(expiryAt, format);
  head.writeInt32BE(counter, counterAt);
  return head;
}

export function encodeEntry({ value, expiresAt }: Entry, counter: number): Buffer {
  const stored = Buffer.allocUnsafe(valueAt + value.length);
  stored[0] = format;
  stored.writeInt32BE(counter, counterAt);
  stored.writeDoubleBE(expiresAt.getTime(), expiryAt);
  stored.set(value, valueAt);
  return stored;
}

/** @throws {StorageError} `newer_schema` or `foreign` if it is something else. */
export function decodeEntry(stored: Buffer, name: string): Entry & StoredEntry {
  if (stored.length < valueAt || stored[0] === 0) throw noEntry(name);
  if (stored[0] !== format) throw newerFormat(name);
  return {
    value: stored.subarray(valueAt),
    counter: stored.readInt32BE(counterAt),
    expiresAt: new Date(stored.readDoubleBE(expiryAt)),
  };
}
