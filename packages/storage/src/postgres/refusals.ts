import { StorageError } from "../storage-error.ts";

/** Why a database is not used. Every message says what to do next, and none has the URL, which holds a password. */

export const unusableUrl = (reason: string, cause?: unknown) =>
  new StorageError(
    "refused",
    `The URL of Postgres cannot be used: ${reason}. It is like postgres://user:password@host:5432/database` +
      "?sslmode=verify-full&sslrootcert=/path/of/ca.pem, where special characters of the password are written as %40.",
    { cause },
  );

export const foreign = (name: string) =>
  new StorageError(
    "foreign",
    `The schema tiauth of ${name} belongs to something else. It was left untouched. Create a database for Tiauth alone.`,
  );

export const damaged = (name: string) =>
  new StorageError(
    "damaged",
    `Of the schema tiauth of ${name} tables are missing. It was left untouched. To start over, run "DROP SCHEMA tiauth ` +
      'CASCADE" there: a new one holds no sessions, so people sign in again.',
  );

export const newerSchema = (name: string, version: number) =>
  new StorageError(
    "newer_schema",
    `The schema tiauth of ${name} was written by a later version (schema ${version}). It was left untouched. Run that ` +
      'version, or "DROP SCHEMA tiauth CASCADE" there: a new one holds no sessions, so people sign in again.',
  );

export const whatRightsTake =
  "Let this user create schemas there, or own the schema tiauth and all that is in it; or let another one migrate, and " +
  "grant this one USAGE on that schema and its sequences, and SELECT, INSERT, UPDATE, DELETE and TRUNCATE on its tables.";

export const withoutRights = (name: string, missing: string) =>
  new StorageError("refused", `In ${name} the user of the URL may not ${missing}. ${whatRightsTake}`);

export const readOnly = (name: string) =>
  new StorageError(
    "unavailable",
    `${name} takes no writes: it is a standby, or was made read-only. Let the URL lead to the primary; the server then ` +
      "goes on by itself.",
  );

export const closed = (name: string) => new StorageError("unavailable", `The storage at ${name} is closed.`);
