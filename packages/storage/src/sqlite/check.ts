import { accessSync, constants, statSync } from "node:fs";
import { dirname } from "node:path";
import type { SqliteStorageOptions } from "./database.ts";
import { inspectDatabase } from "./inspection.ts";
import { toStorageError } from "./refusals.ts";

/** What `openSqliteStorage` would do: open a database, or create one. */
export type SqliteStorageState = "exists" | "will_be_created";

const timeoutMilliseconds = 2000;

/**
 * Looks whether `openSqliteStorage` would succeed, and neither creates nor changes a database. Reads all of one that is
 * there, also where opening would not. Reading it may leave an empty `-wal` and a `-shm` beside it.
 *
 * @throws {StorageError} as `openSqliteStorage` does.
 */
export function checkSqliteStorage({ path: givenPath }: Pick<SqliteStorageOptions, "path">): SqliteStorageState {
  const path = givenPath.trim();
  if (path === ":memory:") return "will_be_created";
  try {
    // Its -wal and -shm are created there, too.
    accessSync(dirname(path), constants.W_OK | constants.X_OK);
    const file = statSync(path, { throwIfNoEntry: false });
    if (!file) return "will_be_created";
    accessSync(path, constants.R_OK | constants.W_OK);
    if (file.size === 0) return "will_be_created"; // an interrupted start left it
    inspectDatabase({ path, timeoutMilliseconds, extent: "whole" });
    return "exists";
  } catch (error) {
    throw toStorageError(error, path);
  }
}
