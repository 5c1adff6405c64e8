import type { Database } from "better-sqlite3";
import type { Access } from "../sqlite/access.ts";
import type { Sync } from "../sync.ts";
import {
  endOfLease,
  firstDue,
  latestCredible,
  type NewOutboxItem,
  type Outbox,
  type OutboxItem,
  type OutboxTaking,
} from "./outbox.ts";
import { prepareOutboxStatements } from "./sqlite-statements.ts";

/** What is added becomes durable together with the entries of the same turn; all else is answered at once. */
export interface SqliteOutbox extends Sync<Omit<Outbox, "add">> {
  add(item: NewOutboxItem): Promise<number>;
}

/** The outbox of an open database, whose tables are there. Waits and throws as the entries do. */
export function sqliteOutbox(database: Database, { read, write, join }: Omit<Access, "close">): SqliteOutbox {
  const statements = prepareOutboxStatements(database);

  const findDue = ({ topic, now, limit }: OutboxTaking) => {
    const due = statements.due.all({ topic, now: now.getTime(), limit });
    const left = limit - due.length;
    if (left === 0) return due;
    return [...due, ...statements.incredible.all({ topic, latest: latestCredible(now).getTime(), limit: left })];
  };
  const take = (taking: OutboxTaking): readonly OutboxItem[] => {
    const dueAt = endOfLease(taking.now).getTime();
    return findDue(taking).flatMap(({ id }) => statements.take.all({ id, dueAt, owner: taking.owner }));
  };
  const trim = (topic: string, most: number) => {
    const extra = countOf(topic) - most;
    return extra > 0 ? statements.deleteOldest.run({ topic, limit: extra }).changes : 0;
  };
  const countOf = (topic: string) => statements.count.get(topic)?.items ?? 0;

  return {
    add: ({ now, owner, copies = 0, failures = 0, ...item }) => {
      const dueAt = firstDue({ owner, now }).getTime();
      const row = { ...item, owner: owner ?? null, copies, failures, dueAt };
      return join(() => Number(statements.add.run(row).lastInsertRowid));
    },
    // Looked for outside the transaction first: that one takes the write lock even if it finds nothing.
    take: (taking) => (read(() => findDue(taking)).length > 0 ? write(() => take(taking)) : []),
    renew: (hold, now) =>
      write(() => statements.renew.run({ ...hold, dueAt: endOfLease(now).getTime() })).changes === 1,
    isHeld: (hold) => read(() => statements.held.get(hold)) !== undefined,
    noteCopy: (hold) => write(() => statements.noteCopy.run(hold)).changes === 1,
    putBack: (hold, { dueAt, ...changes }) =>
      write(() => statements.putBack.run({ ...hold, ...changes, dueAt: dueAt.getTime() })).changes === 1,
    done: (id) => void write(() => statements.delete.run(id)),
    hasten: (topic, now, limit) => write(() => statements.hasten.run({ topic, now: now.getTime(), limit })).changes,
    trim: (topic, most) => write(() => trim(topic, most)),
    count: (topic) => read(() => countOf(topic)),
    clear: () => void write(() => statements.clear.run()),
  };
}
