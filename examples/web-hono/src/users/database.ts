import { closeSync, openSync } from "node:fs";
import Database from "better-sqlite3";
import { migrations } from "./migrations.ts";

/**
 * Opens the application's database, made if need be, and brings its tables up to date. `:memory:` for one without a file.
 *
 * @throws {SqliteError} if the file cannot be opened, or is no database.
 */
export function openDatabase(path: string): Database.Database {
  if (path !== ":memory:") createPrivately(path);
  const database = new Database(path);
  database.pragma("journal_mode = wal");
  database.transaction(migrate).immediate(database);
  return database;
}

/** Password hashes are in it: a new file is for its owner alone. */
const createPrivately = (path: string) => closeSync(openSync(path, "a", 0o600));

function migrate(database: Database.Database): void {
  const done = Number(database.pragma("user_version", { simple: true }));
  for (const statement of migrations.slice(done)) database.exec(statement);
  database.pragma(`user_version = ${migrations.length}`);
}
