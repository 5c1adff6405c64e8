import pg from "pg";
import { StorageError, type StorageErrorCode } from "../storage-error.ts";
import { readOnly, whatRightsTake } from "./refusals.ts";

/** What Postgres says (appendix A of its manual), and what the operator can do about it. */
const remedies: Readonly<Record<string, readonly [StorageErrorCode, string]>> = {
  "28000": ["refused", "Correct the user in the URL, or what pg_hba.conf says of it."],
  "28P01": ["refused", "Correct the user or the password in the URL."],
  "3D000": ["refused", "Create that database, or correct its name in the URL."],
  "42501": ["refused", whatRightsTake],
  "42P01": ["unavailable", "Somebody has removed the tables while the server was running: start it again."],
  "53100": ["disk_full", "Its disk is full. Make room there; the server then goes on by itself."],
  "53300": ["unavailable", "Raise its max_connections, or give each Tiauth fewer connections."],
  "55P03": ["locked", "Another program holds a lock there for long: pg_stat_activity shows which."],
  "57014": ["unavailable", "It took too long: pg_stat_activity and pg_locks show what it waits for."],
};
const goesOn = "Check that it runs and can be reached; the server then goes on by itself.";

/** Postgres did not answer in time: nobody knows whether what was asked for has happened. */
export class SilenceError extends Error {
  override readonly name = "SilenceError";
}

/** Whatever a connection threw, as what the operator can do about it; `name` is the place's. */
export function toTrouble(error: unknown, name: string): StorageError {
  if (error instanceof StorageError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const sqlState = sqlStateOf(cause);
  if (sqlState === "25006") return readOnly(name);
  const [code, remedy] = remedies[sqlState ?? ""] ?? (["unavailable", remedyOf(cause)] as const);
  return new StorageError(code, `${name} did not do what was asked: ${reasonOf(cause)}. ${remedy}`, { cause });
}

/** `"28P01"` for instance; undefined if it was not Postgres who said it. */
export const sqlStateOf = (error: unknown): string | undefined =>
  error instanceof pg.DatabaseError ? error.code : undefined;

/** Of a name with several addresses Node.js only says that all of them failed. */
const reasonOf = (error: Error): string =>
  error instanceof AggregateError ? error.errors.map((each) => each.message).join(", ") : error.message;

function remedyOf(error: Error): string {
  if (/timeout exceeded when trying to connect/.test(error.message)) {
    return "All connections were in use: Postgres is slow, or each Tiauth needs more of them.";
  }
  if (/does not support SSL/.test(error.message)) {
    return "Turn on TLS there; or write sslmode=disable into the URL, if nobody can listen in between.";
  }
  const { code } = error as { readonly code?: unknown }; // Node.js adds it to errors of the network and of TLS
  const isCertificate = /CERT|SELF_SIGNED|ISSUER|ALTNAME/.test(String(code));
  return isCertificate ? "Name the file of its certificate authority: sslrootcert in the URL." : goesOn;
}
