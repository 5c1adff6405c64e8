import Database from "better-sqlite3";
import { StorageError } from "../storage-error.ts";

// Not a backup: an old copy brings back sessions that have ended since, and forgets guesses.
const startOver =
  "move it away together with its -wal and -shm files: a new one holds no sessions, so people sign in again";

export const damaged = (path: string, reason: string, cause?: unknown) =>
  new StorageError(
    "damaged",
    `${path} is damaged or not a database (${reason}). It was left untouched. To start over, ${startOver}.`,
    { cause },
  );

export const foreign = (path: string) =>
  new StorageError(
    "foreign",
    `${path} is the database of something else. It was left untouched. Choose another path, or move that file away.`,
  );

export const newerSchema = (path: string, schemaVersion: number) =>
  new StorageError(
    "newer_schema",
    `${path} was written by a later version (schema ${schemaVersion}). It was left untouched. Run that version, or ` +
      `${startOver}.`,
  );

export const notDurable = (path: string, reason: string) =>
  new StorageError(
    "not_durable",
    `${path} would not keep what it has answered: ${reason}. Move it to a local disk; network file systems cannot do this.`,
  );

const unavailable = (path: string, reason: string, cause: unknown) =>
  new StorageError(
    "unavailable",
    `${path} cannot be opened: ${reason}. Check that its directory exists, that this user may write there, that the ` +
      "disk has room, and that no other program holds the file.",
    { cause },
  );

/** Whatever opening a database threw, as what the operator can do about it. */
export function toStorageError(error: unknown, path: string): StorageError {
  if (error instanceof StorageError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const isDamage = error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);
  return isDamage ? damaged(path, reason, error) : unavailable(path, reason, error);
}
