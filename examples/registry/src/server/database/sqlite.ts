import { closeSync, openSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { drizzle } from "drizzle-orm/sqlite-proxy";
import type { Database, Queries } from "./database.ts";
import { migrate } from "./migrate.ts";

/**
 * Opens a database in a file, made if need be, readable for its owner only.
 *
 * @throws {SqliteError} if the file cannot be opened, or is no database.
 */
export async function openSqlite(path: string): Promise<Database> {
  closeSync(openSync(path, "a", 0o600));
  const writer = connect(path);
  const writing = queriesOf(writer);
  const change = oneAfterAnother(async <T>(work: (queries: Queries) => Promise<T>) => {
    writer.exec("begin immediate");
    try {
      const result = await work(writing);
      writer.exec("commit");
      return result;
    } catch (error) {
      if (writer.inTransaction) writer.exec("rollback");
      throw error;
    }
  });
  await change(migrate);
  // A connection of its own: it does not see what is not committed yet.
  const reader = connect(path);
  return {
    queries: queriesOf(reader),
    change,
    close: async () => {
      await change(async () => {});
      reader.close();
      writer.close();
    },
  };
}

function connect(path: string): Sqlite.Database {
  const connection = new Sqlite(path);
  connection.pragma("journal_mode = wal");
  // What was answered outlives a power cut.
  connection.pragma("synchronous = full");
  connection.pragma("foreign_keys = on");
  return connection;
}

const queriesOf = (connection: Sqlite.Database): Queries =>
  drizzle(async (sql, parameters, method) => {
    const statement = connection.prepare<unknown[], unknown[]>(sql);
    if (!statement.reader) {
      statement.run(...parameters);
      return { rows: [] };
    }
    const rows = statement.raw().all(...parameters);
    // Of `get` drizzle wants the first row alone, or undefined, which its type leaves out.
    return { rows: method === "get" ? (rows[0] as unknown[]) : rows };
  });

type Change = Database["change"];

/** A connection has one transaction at a time. */
function oneAfterAnother(change: Change): Change {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(() => change(work));
    last = next.catch(() => {});
    return next;
  };
}
