import type { Database } from "better-sqlite3";
import type { Access } from "../sqlite/access.ts";
import type { Sync } from "../sync.ts";
import { endOfLease, latestCredible, type Outbox, type OutboxItem, type OutboxTaking } from "./outbox.ts";
import { prepareOutboxStatements } from "./sqlite-statements.ts";

/** The outbox of an open database, whose tables are there. Answers at once; waits and throws as the entries do. */
export function sqliteOutbox(database: Database, { read, write }: Pick<Access, "read" | "write">): Sync<Outbox> {
  const statements = prepareOutboxStatements(database);

  const findDue = ({ topic, now, limit }: OutboxTaking) => {
    const due = statements.due.all({ topic, now, limit });
    const left = limit - due.length;
    if (left === 0) return due;
    return [...due, ...statements.incredible.all({ topic, latest: latestCredible(now), limit: left })];
  };
  const take = database.transaction((taking: OutboxTaking): readonly OutboxItem[] => {
    const dueAt = endOfLease(taking.now);
    return findDue(taking).flatMap(({ id }) => statements.take.all({ id, dueAt, owner: taking.owner }));
  });
  const trim = database.transaction((topic: string, most: number) => {
    const extra = countOf(topic) - most;
    return extra > 0 ? statements.deleteOldest.run({ topic, limit: extra }).changes : 0;
  });
  const countOf = (topic: string) => statements.count.get({ topic })?.items ?? 0;

  return {
    add: ({ topic, payload, now }) => void write(() => statements.add.run({ topic, payload, now })),
    // Looked for outside the transaction first: that one takes the write lock even if it finds nothing.
    take: (taking) => (read(() => findDue(taking)).length > 0 ? write(() => take.immediate(taking)) : []),
    renew: (hold, now) => write(() => statements.renew.run({ ...hold, dueAt: endOfLease(now) })).changes === 1,
    noteCopy: (hold) => write(() => statements.noteCopy.run({ ...hold })).changes === 1,
    putBack: (hold, changes) => write(() => statements.putBack.run({ ...hold, ...changes })).changes === 1,
    done: (id) => void write(() => statements.delete.run({ id })),
    hasten: (topic, now, limit) => write(() => statements.hasten.run({ topic, now, limit })).changes,
    trim: (topic, most) => write(() => trim.immediate(topic, most)),
    count: (topic) => read(() => countOf(topic)),
    clear: () => void write(() => statements.clear.run()),
  };
}
