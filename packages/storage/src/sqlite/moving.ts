import type { EntryPage, KeptEntry, StorageDriver } from "../driver.ts";
import { assertKey } from "../key.ts";
import type { Sync } from "../sync.ts";
import type { Access } from "./access.ts";
import type { prepareStatements } from "./statements.ts";

type Statements = Pick<ReturnType<typeof prepareStatements>, "listFirst" | "listAfter" | "restore" | "count">;

/** What a storage is moved with, all of it answered at once. The cursor is the last key that was given. */
export function sqliteMoving(
  statements: Statements,
  { read, write }: Pick<Access, "read" | "write">,
): Sync<Pick<StorageDriver, "list" | "restore" | "count">> {
  const rowsFrom = (key: string | undefined, limit: number) =>
    key === undefined ? statements.listFirst.all({ limit }) : statements.listAfter.all({ key, limit });
  const restore = ({ expiresAt, ...kept }: KeptEntry) =>
    statements.restore.run({ ...kept, expiresAt: expiresAt.getTime() }).changes === 1;

  return {
    list(cursor, limit): EntryPage {
      const rows = read(() => rowsFrom(cursor, limit));
      const entries = rows.map(({ expiresAt, ...row }) => ({ ...row, expiresAt: new Date(expiresAt) }));
      return { entries, next: rows.length < limit ? undefined : rows.at(-1)?.key };
    },
    restore(entries) {
      for (const { key } of entries) assertKey(key);
      return write(() => entries.filter(restore).length);
    },
    count: () => read(() => statements.count.get()?.entries ?? 0),
  };
}
