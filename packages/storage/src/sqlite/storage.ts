import type { Entry } from "@tiauth/records";
import type { StorageDriver } from "../driver.ts";
import { assertKey } from "../key.ts";
import { type SqliteOutbox, sqliteOutbox } from "../outbox/sqlite.ts";
import type { Sync } from "../sync.ts";
import { createAccess } from "./access.ts";
import { openDatabase, type SqliteStorageOptions } from "./database.ts";
import { sqliteMoving } from "./moving.ts";
import { onceATurn } from "./once-a-turn.ts";
import { prepareOthersVersion } from "./others-version.ts";
import { prepareStatements } from "./statements.ts";

/** What is read is answered at once; what is written, once it is durable. */
export interface SqliteStorage extends Sync<Omit<StorageDriver, "add" | "update" | "delete" | "outbox">> {
  add(key: string, entry: Entry): Promise<boolean>;
  update(key: string, entry: Entry, counter: number): Promise<boolean>;
  delete(key: string): Promise<boolean>;
  foreignVersion(): number;
  readonly outbox: SqliteOutbox;
}

/**
 * Opens the SQLite file at `path`, creating it (mode 0600) and its tables if need be.
 *
 * `get` answers at once, and `add`, `update` and `delete` take place at once: in one process nothing comes between a read
 * and the write that follows it in the same turn of the event loop (REQUIREMENTS O5). All that were asked for in one turn
 * become durable together, at its end, and then each is answered: of those that are not answered, all or none may be
 * kept when the process dies. A `get` may see them before.
 *
 * Every method throws, and those that answer with a promise reject with, a `StorageError` if the file was `moved` or
 * `damaged` meanwhile, or is `unavailable`; a write also if the disk is full (`disk_full`) or the file `locked`: after at
 * most 100 ms, and those that answer with a promise after 300 more, up to 5 s while others write in turn. After these two
 * the first write that can succeed does.
 *
 * @throws {StorageError} if the file cannot be opened, is damaged, belongs to something else or to a later version; it
 * is left as it was, byte for byte.
 * @throws {RangeError} from every method, at once, with a key that is over 255 bytes or not well-formed.
 */
export function openSqliteStorage(options: SqliteStorageOptions): SqliteStorage {
  const database = openDatabase(options);
  const access = createAccess(database, database.name);
  const { read, write, join, close } = access;
  const othersVersion = prepareOthersVersion(database);
  const statements = prepareStatements(database);
  const outbox = sqliteOutbox(database, access);
  return {
    outbox,
    get(key) {
      assertKey(key);
      return read(() => statements.get.get(key));
    },
    add(key, { value, expiresAt }) {
      assertKey(key);
      const entry = { key, value, expiresAt: expiresAt.getTime() };
      return join(() => statements.add.run(entry).changes === 1);
    },
    update(key, { value, expiresAt }, counter) {
      assertKey(key);
      const entry = { key, value, expiresAt: expiresAt.getTime(), counter };
      return join(() => statements.update.run(entry).changes === 1);
    },
    delete(key) {
      assertKey(key);
      return join(() => statements.delete.run(key).changes === 1);
    },
    foreignVersion: onceATurn(() => read(othersVersion)),
    deleteExpired: (before, limit) =>
      write(() => statements.deleteExpired.run({ before: before.getTime(), limit }).changes),
    ...sqliteMoving(statements, access),
    clear: () =>
      write(() => {
        statements.clear.run();
        statements.clearOutbox.run();
      }),
    close,
  };
}
