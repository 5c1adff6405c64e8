import { ErrorReply } from "@redis/client";
import { StorageError } from "../storage-error.ts";

/** The connection is gone. What was not answered may have been done or not. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** Whether Redis refused a command with this word: then it has done nothing. */
export const isRefusal = (error: unknown, word: string): error is Error =>
  error instanceof ErrorReply && error.message.startsWith(`${word} `);

export const disconnected = (name: string, cause: unknown) =>
  new StorageError(
    "unavailable",
    `${name} cannot be reached${reasonOf(cause)}: nothing was read or written. Start it, or look at the network; this ` +
      "server then goes on by itself.",
    { cause },
  );

export const closed = (name: string) => new StorageError("unavailable", `The storage at ${name} was closed.`);

export const unconfirmed = (name: string, counts: { readonly confirmed: number; readonly replicas: number }) =>
  new StorageError(
    "not_durable",
    `${name} has written, but only ${counts.confirmed} of ${counts.replicas} replicas have confirmed it within 1 s: a ` +
      "fail-over could undo it. Look at its replicas, or ask for fewer with ?wait=.",
  );

const unanswered = (name: string, cause: Error) =>
  new StorageError(
    "unavailable",
    `${name} did not answer (${cause.message}): what was to be written may have been written or not. This server goes ` +
      "on by itself once it does.",
    { cause },
  );

const noRoom = (name: string, cause: Error) =>
  new StorageError(
    "disk_full",
    `${name} has no room (${cause.message}): nothing was written, reads go on. Make room: give it more maxmemory, or ` +
      "look at its disk.",
    { cause },
  );

export const noEntry = (name: string, cause?: unknown) =>
  new StorageError(
    "foreign",
    `A key of ${name} was written by something else. Choose another ?prefix=, or let the other program use one.`,
    { cause },
  );

export const newerFormat = (name: string) =>
  new StorageError(
    "newer_schema",
    `An entry in ${name} was written by a later version. Run that version, or choose another ?prefix=: a new one holds ` +
      "no sessions, so people sign in again.",
  );

const refused = (name: string, cause: Error) =>
  new StorageError(
    isNotLetIn(cause) ? "refused" : "unavailable",
    `${name} refused a command, and has done nothing: ${cause.message}`,
    { cause },
  );

const isNotLetIn = (cause: Error) => ["WRONGPASS", "NOAUTH", "NOPERM"].some((word) => isRefusal(cause, word));

/** Whatever went wrong with an open Redis, as what the operator can do about it. Our own mistakes stay as they are. */
export function toTrouble(error: unknown, name: string): unknown {
  if (error instanceof ConnectionLost) return unanswered(name, error);
  if (!(error instanceof ErrorReply)) return error;
  if (isRefusal(error, "OOM") || isRefusal(error, "MISCONF")) return noRoom(name, error);
  return isRefusal(error, "WRONGTYPE") ? noEntry(name, error) : refused(name, error);
}

function reasonOf(cause: unknown) {
  return cause instanceof Error && cause.message ? ` (${cause.message})` : "";
}
