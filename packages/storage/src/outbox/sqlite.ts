import type { Database } from "better-sqlite3";
import type { Sync } from "../sync.ts";
import { latestCredible, leaseSeconds, type Outbox, type OutboxItem, type OutboxTaking } from "./outbox.ts";
import { prepareOutboxStatements } from "./sqlite-statements.ts";

/** The outbox of an open database, whose tables are there. Answers at once; waits and throws as the entries do. */
export function sqliteOutbox(database: Database): Sync<Outbox> {
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
    add({ topic, payload, now }) {
      statements.add.run({ topic, payload, now });
    },
    // Looked for outside the transaction first: that one takes the write lock even if it finds nothing.
    take: (taking) => (findDue(taking).length > 0 ? take.immediate(taking) : []),
    renew: ({ id, owner }, now) => statements.renew.run({ id, owner, dueAt: endOfLease(now) }).changes === 1,
    noteCopy: ({ id, owner }) => statements.noteCopy.run({ id, owner }).changes === 1,
    putBack: ({ id, owner }, { dueAt, copies, failures }) =>
      statements.putBack.run({ id, owner, dueAt, copies, failures }).changes === 1,
    done(id) {
      statements.delete.run({ id });
    },
    hasten: (topic, now, limit) => statements.hasten.run({ topic, now, limit }).changes,
    trim: (topic, most) => trim.immediate(topic, most),
    count: countOf,
    clear() {
      statements.clear.run();
    },
  };
}

const endOfLease = (now: Date) => new Date(now.getTime() + leaseSeconds * 1000);
