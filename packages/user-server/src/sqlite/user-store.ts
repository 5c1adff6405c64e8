import type { SyncUserHandlers } from "../handlers.ts";
import { sqliteHandlers } from "./handlers.ts";
import { openDatabase } from "./open.ts";
import { prepareStatements } from "./statements.ts";

export interface SqliteUserStoreOptions {
  /** The database file, created with mode 0600 if it does not exist; `:memory:` for none. */
  readonly path: string;
}

export interface SqliteUserStore {
  readonly handlers: SyncUserHandlers;
  /** Disables the user. False if there is none, or they are disabled already. */
  disable(userId: string): boolean;
  /** Enables the user again. False if there is none, or they are not disabled. */
  enable(userId: string): boolean;
  /** Deletes every user, for development. */
  clear(): void;
  /** Closes the file; nothing of the store can be used afterwards. */
  close(): void;
}

/**
 * Users in a SQLite file: the reference implementation of a user server. Every call is synchronous, and durable when it
 * returns. Ids are 24 random letters and never used again.
 *
 * @throws {SqliteError} if the file cannot be opened, or is no database; handlers throw it when reading or writing fails.
 */
export function openSqliteUserStore({ path }: SqliteUserStoreOptions): SqliteUserStore {
  const database = openDatabase(path);
  const statements = prepareStatements(database);
  // SQLite has no booleans: 0 and 1.
  const setDisabled = (userId: string, disabled: 0 | 1) => statements.setDisabled.run({ userId, disabled }).changes > 0;
  return {
    handlers: sqliteHandlers(statements),
    disable: (userId) => setDisabled(userId, 1),
    enable: (userId) => setDisabled(userId, 0),
    clear: () => void statements.clear.run(),
    close: () => database.$client.close(),
  };
}
