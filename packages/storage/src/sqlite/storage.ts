import type { SyncStorageDriver } from "../driver.ts";
import { assertKey } from "../key.ts";
import { openDatabase, type SqliteStorageOptions } from "./database.ts";
import { prepareStatements } from "./statements.ts";

/**
 * Opens the SQLite file at `path`, creating it (mode 0600) and its tables if need be. Every method answers at once: in
 * one process nothing comes between a read and the write that follows it (REQUIREMENTS O5). A write that was answered
 * is on the disk. A write waits at most 100 ms for another process's lock, then throws `SQLITE_BUSY`.
 *
 * @throws {StorageError} if the file cannot be opened, is damaged, belongs to something else or to a later version; it
 * is left as it was, byte for byte.
 * @throws {RangeError} from every method with a key that is over 255 bytes or not well-formed.
 */
export function openSqliteStorage(options: SqliteStorageOptions): SyncStorageDriver {
  const database = openDatabase(options);
  const statements = prepareStatements(database);
  return {
    get(key) {
      assertKey(key);
      return statements.get.get({ key });
    },
    add(key, { value, expiresAt }) {
      assertKey(key);
      return statements.add.run({ key, value, expiresAt }).changes === 1;
    },
    update(key, { value, expiresAt }, counter) {
      assertKey(key);
      return statements.update.run({ key, value, expiresAt, counter }).changes === 1;
    },
    delete(key) {
      assertKey(key);
      return statements.delete.run({ key }).changes === 1;
    },
    deleteExpired: (before, limit) => statements.deleteExpired.run({ before, limit }).changes,
    clear() {
      statements.clear.run();
    },
    close() {
      database.close();
    },
  };
}
