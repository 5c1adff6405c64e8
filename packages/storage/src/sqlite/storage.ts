import type { SyncStorageDriver } from "../driver.ts";
import { assertKey } from "../key.ts";
import { sqliteOutbox } from "../outbox/sqlite.ts";
import { createAccess } from "./access.ts";
import { openDatabase, type SqliteStorageOptions } from "./database.ts";
import { prepareStatements } from "./statements.ts";

/**
 * Opens the SQLite file at `path`, creating it (mode 0600) and its tables if need be. Every method answers at once: in
 * one process nothing comes between a read and the write that follows it (REQUIREMENTS O5). A write that was answered
 * is on the disk.
 *
 * Every method throws a `StorageError` if the file was `moved` or `damaged` meanwhile, or is `unavailable`; a write also
 * if it is `locked` (after at most 100 ms) or the disk is full (`disk_full`). After these two the first write that can
 * succeed does.
 *
 * @throws {StorageError} if the file cannot be opened, is damaged, belongs to something else or to a later version; it
 * is left as it was, byte for byte.
 * @throws {RangeError} from every method with a key that is over 255 bytes or not well-formed.
 */
export function openSqliteStorage(options: SqliteStorageOptions): SyncStorageDriver {
  const database = openDatabase(options);
  const access = createAccess(database, database.name);
  const { read, write, close } = access;
  const statements = prepareStatements(database);
  const outbox = sqliteOutbox(database, access);
  const clear = database.transaction(() => {
    statements.clear.run();
    outbox.clear();
  });
  return {
    outbox,
    get(key) {
      assertKey(key);
      return read(() => statements.get.get({ key }));
    },
    add(key, { value, expiresAt }) {
      assertKey(key);
      return write(() => statements.add.run({ key, value, expiresAt })).changes === 1;
    },
    update(key, { value, expiresAt }, counter) {
      assertKey(key);
      return write(() => statements.update.run({ key, value, expiresAt, counter })).changes === 1;
    },
    delete(key) {
      assertKey(key);
      return write(() => statements.delete.run({ key })).changes === 1;
    },
    deleteExpired: (before, limit) => write(() => statements.deleteExpired.run({ before, limit })).changes,
    clear: () => write(() => clear.immediate()),
    close,
  };
}
