import Database from "better-sqlite3";
import { StorageError } from "../storage-error.ts";

/** What is said of an open database in which something is wrong. Every message says what to do next. */

const startAgain = (path: string) =>
  `stop the server, move the file, ${path}-wal and ${path}-shm away as far as they are there, and start the server: a ` +
  "new file holds no sessions, so people sign in again";

export const moved = (path: string) =>
  new StorageError(
    "moved",
    `${path}, or its -wal or -shm, was moved, deleted or replaced while the server had it open. Nothing is read from it ` +
      `or written to it any more. Put the files back; or ${startAgain(path)}.`,
  );

export const damagedWhileOpen = (path: string, reason: string, cause?: unknown) =>
  new StorageError(
    "damaged",
    `${path} was damaged while the server had it open (${reason}). Nothing is read from it or written to it any more. ` +
      `Look for what writes to it beside the server, and at the disk; then ${startAgain(path)}.`,
    { cause },
  );

const locked = (path: string, cause: unknown) =>
  new StorageError(
    "locked",
    `${path} is locked by another program: nothing was written, reads go on. Wait until that program is done, or end it: ` +
      `"fuser ${path}" lists those that have the file open.`,
    { cause },
  );

const diskFull = (path: string, cause: unknown) =>
  new StorageError(
    "disk_full",
    `The disk of ${path} is full: nothing was written, reads go on. Make room there; the server then goes on by itself.`,
    { cause },
  );

const unavailable = (path: string, cause: Error) =>
  new StorageError(
    "unavailable",
    `${path} cannot be read or written: ${cause.message}. Check the disk, and that this user may write the file, ` +
      "its -wal, its -shm and their directory; the server then goes on by itself.",
    { cause },
  );

/** Whatever an open database threw, as what the operator can do about it. What is our own mistake stays as it is. */
export function toTrouble(error: unknown, path: string): unknown {
  if (error instanceof Error && "syscall" in error) return unavailable(path, error);
  if (!(error instanceof Database.SqliteError)) return error;
  const { code, message } = error;
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return locked(path, error);
  // Its -shm is extended by writing to it, so that a full disk is this error and no SIGBUS.
  if (code === "SQLITE_FULL" || code === "SQLITE_IOERR_SHMSIZE") return diskFull(path, error);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return damagedWhileOpen(path, message, error);
  if (code === "SQLITE_READONLY_DBMOVED") return moved(path);
  return /^SQLITE_(IOERR|READONLY|CANTOPEN|PERM|PROTOCOL)/.test(code) ? unavailable(path, error) : error;
}
