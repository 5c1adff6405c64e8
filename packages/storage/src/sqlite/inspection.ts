import { statSync } from "node:fs";
import Database from "better-sqlite3";
import { applicationId, knownSchemaVersion } from "./migrations.ts";
import { damaged, foreign, newerSchema } from "./refusals.ts";
import { findDamageInSample } from "./sample.ts";

export interface ExistingFile {
  readonly path: string;
  readonly timeoutMilliseconds: number;
  /** Of what is looked for damage: all of the file, or as much of a large one as a start has time for. */
  readonly extent: "whole" | "sample";
}

/** Read in about 20 ms if the system has it at hand, and in 300 from a slow disk. */
const largeFileBytes = 32 * 1024 * 1024;

/**
 * Looks at an existing file before anything writes to it, through a read-only connection: one that may write would
 * change the file even by closing it. The whole of a file takes 0.7 s for each GB that the system has at hand.
 *
 * @throws {StorageError} `damaged`, `foreign` or `newer_schema`.
 */
export function inspectDatabase(file: ExistingFile): void {
  try {
    inspectReadOnly(file);
  } catch (error) {
    if (!isInterruptedCreation(error)) throw error;
    rollBack(file);
    inspectReadOnly(file);
  }
}

/** In one transaction, so that another process that creates the tables meanwhile is not seen by halves. */
function inspectReadOnly({ path, timeoutMilliseconds, extent }: ExistingFile) {
  const database = new Database(path, { readonly: true, timeout: timeoutMilliseconds });
  try {
    database.transaction(() => inspectOpened(database, extent)).deferred();
  } finally {
    database.close();
  }
}

function inspectOpened(database: Database.Database, extent: ExistingFile["extent"]) {
  const path = database.name;
  if (!isOurs(database)) throw foreign(path);
  const schemaVersion = Number(database.pragma("user_version", { simple: true }));
  if (schemaVersion > knownSchemaVersion) throw newerSchema(path, schemaVersion);
  const isWhole = extent === "whole" || statSync(path).size <= largeFileBytes;
  const found = isWhole ? findDamage(database) : findDamageInSample(database);
  if (found !== undefined) throw damaged(path, found);
}

function findDamage(database: Database.Database): string | undefined {
  const found = String(database.pragma("quick_check(1)", { simple: true }));
  return found === "ok" ? undefined : found;
}

/** A database with nothing in it, as an interrupted start leaves it, is nobody's yet. */
function isOurs(database: Database.Database): boolean {
  const id = database.pragma("application_id", { simple: true });
  if (id === applicationId) return true;
  return id === 0 && database.prepare("SELECT 1 FROM sqlite_schema").get() === undefined;
}

/** Until the write-ahead log is on, SQLite keeps a rollback journal; a process killed then leaves it behind. */
const isInterruptedCreation = (error: unknown) =>
  error instanceof Database.SqliteError && error.code === "SQLITE_READONLY_ROLLBACK";

/** Any reader that may write does this by itself. */
function rollBack({ path, timeoutMilliseconds }: Omit<ExistingFile, "extent">) {
  const database = new Database(path, { timeout: timeoutMilliseconds });
  try {
    database.pragma("user_version");
  } finally {
    database.close();
  }
}
