import type { Database } from "better-sqlite3";
import { and, asc, count, eq, gt, inArray, isNull, lte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { outbox } from "../sqlite/schema.ts";

const given = sql.placeholder;
/** Only where drizzle would pass a `Date` on as it is: a placeholder that is written the way its column is. */
const givenDate = (name: string) => sql`${sql.param(given(name), outbox.dueAt)}`;

const ofTopic = eq(outbox.topic, given("topic"));
const isHeld = and(eq(outbox.id, given("id")), eq(outbox.owner, given("owner")));
const item = { id: outbox.id, payload: outbox.payload, copies: outbox.copies, failures: outbox.failures };

/** Each prepared once. Every search goes along the index and stops at its limit, however many items wait. */
export function prepareOutboxStatements(database: Database) {
  const db = drizzle(database);

  const isWaiting = and(
    ofTopic,
    gt(outbox.dueAt, givenDate("now")),
    isNull(outbox.owner),
    gt(outbox.failures, sql.raw("0")),
  );
  const waiting = db.select({ id: outbox.id }).from(outbox).where(isWaiting).limit(given("limit"));
  const oldest = db.select({ id: outbox.id }).from(outbox).where(ofTopic).orderBy(asc(outbox.id)).limit(given("limit"));
  const fresh = { topic: given("topic"), payload: given("payload"), copies: 0, failures: 0, dueAt: given("now") };
  return {
    add: db.insert(outbox).values(fresh).prepare(),
    due: db
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(ofTopic, lte(outbox.dueAt, givenDate("now"))))
      .orderBy(asc(outbox.dueAt), asc(outbox.id))
      .limit(given("limit"))
      .prepare(),
    incredible: db
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(ofTopic, gt(outbox.dueAt, givenDate("latest"))))
      .limit(given("limit"))
      .prepare(),
    take: db
      .update(outbox)
      .set({ owner: sql`${given("owner")}`, dueAt: givenDate("dueAt") })
      .where(eq(outbox.id, given("id")))
      .returning(item)
      .prepare(),
    renew: db
      .update(outbox)
      .set({ dueAt: givenDate("dueAt") })
      .where(isHeld)
      .prepare(),
    noteCopy: db
      .update(outbox)
      .set({ copies: sql`${outbox.copies} + 1` })
      .where(isHeld)
      .prepare(),
    putBack: db
      .update(outbox)
      .set({
        owner: null,
        dueAt: givenDate("dueAt"),
        copies: sql`${given("copies")}`,
        failures: sql`${given("failures")}`,
      })
      .where(isHeld)
      .prepare(),
    delete: db
      .delete(outbox)
      .where(eq(outbox.id, given("id")))
      .prepare(),
    hasten: db
      .update(outbox)
      .set({ dueAt: givenDate("now") })
      .where(inArray(outbox.id, waiting))
      .prepare(),
    deleteOldest: db.delete(outbox).where(inArray(outbox.id, oldest)).prepare(),
    count: db.select({ items: count() }).from(outbox).where(ofTopic).prepare(),
    clear: db.delete(outbox).prepare(),
  };
}
