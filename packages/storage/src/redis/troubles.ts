import { ErrorReply } from "@redis/client";
import { StorageError } from "../storage-error.ts";

/** The connection is gone. What was not answered may have been done or not. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";
}

/** Before Redis 7 what a script was refused comes after where in the script that was. */
const inScript = /^ERR Error running script \(call to \w+\): (?:@user_script: ?\d+: )+-?/;

/** Whether Redis refused a command, or one in a script, with this word: then it has done nothing. */
export const isRefusal = (error: unknown, word: string): error is Error =>
  error instanceof ErrorReply && error.message.replace(inScript, "").startsWith(`${word} `);

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

/** How refusals begin that waiting does not help with, and what does. */
const remedies: Readonly<Record<string, string>> = {
  WRONGPASS: "Correct the user or the password in the URL.",
  NOAUTH: "Write a user and a password into the URL, redis://user:password@host.",
  NOPERM: "Give this user the right to it with ACL SETUSER.",
  "ERR AUTH": "Take the password out of the URL, or give this Redis one.",
  "ERR DB": "Correct the number of the database in the URL.",
};

function refused(name: string, cause: Error) {
  const beginning = Object.keys(remedies).find((words) => isRefusal(cause, words)) ?? "";
  const remedy = remedies[beginning] ?? "Look at what it says; this server goes on by itself once it is mended.";
  const code = beginning === "" ? "unavailable" : "refused";
  const said = cause.message.replace(/[.?]$/, "");
  return new StorageError(code, `${name} refused a command, and has done nothing: ${said}. ${remedy}`, { cause });
}

/** Whatever went wrong with an open Redis, as what the operator can do about it. Our own mistakes stay as they are. */
export function toTrouble(error: unknown, name: string): unknown {
  if (error instanceof ConnectionLost) return unanswered(name, error);
  if (!(error instanceof ErrorReply)) return error;
  if (isRefusal(error, "OOM") || isRefusal(error, "MISCONF")) return noRoom(name, error);
  return isRefusal(error, "WRONGTYPE") ? noEntry(name, error) : refused(name, error);
}

/** What a cause says, to be put behind what went wrong. */
export function reasonOf(cause: unknown) {
  return cause instanceof Error && cause.message ? ` (${cause.message})` : "";
}
