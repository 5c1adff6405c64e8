import type { StoredEntry } from "@tiauth/records";
import type { KeptEntry, StorageDriver } from "../driver.ts";
import { assertKey } from "../key.ts";
import type { Connections } from "./connections.ts";
import { statements } from "./statements.ts";

interface Listed extends StoredEntry {
  readonly key: Buffer;
  /** Unix milliseconds, as the text that `pg` makes of a bigint. */
  readonly expiresAt: string;
}

/** What moves and counts all entries. The cursor is the last key of a page. */
export function postgresMoving(connections: Connections): Pick<StorageDriver, "list" | "restore" | "count"> {
  return {
    async list(cursor, limit) {
      const { listFirst, listAfter } = statements;
      const { rows } = await (cursor === undefined
        ? connections.read<Listed>(listFirst, [limit])
        : connections.read<Listed>(listAfter, [limit, Buffer.from(cursor)]));
      const entries = rows.map(toKept);
      return { entries, next: entries.length < limit ? undefined : entries.at(-1)?.key };
    },
    async restore(entries) {
      for (const { key } of entries) assertKey(key);
      const columns = [
        entries.map(({ key }) => Buffer.from(key)),
        entries.map(({ value }) => Buffer.from(value)),
        entries.map(({ counter }) => counter),
        entries.map(({ expiresAt }) => expiresAt.getTime()),
      ];
      return entries.length === 0 ? 0 : (await connections.write(statements.restore, columns)).count;
    },
    async count() {
      const { rows } = await connections.readSlowly<{ readonly entries: string }>(statements.count);
      return Number(rows[0]?.entries ?? 0);
    },
  };
}

const toKept = ({ key, expiresAt, ...stored }: Listed): KeptEntry => ({
  ...stored,
  key: key.toString(),
  expiresAt: new Date(Number(expiresAt)),
});
