import type { Database } from "better-sqlite3";
import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { counterModulus } from "../counter.ts";
import { entries } from "./schema.ts";

const given = sql.placeholder;
/** Only where drizzle would pass a `Date` on as it is: a placeholder that is written the way its column is. */
const givenDate = (name: string) => sql`${sql.param(given(name), entries.expiresAt)}`;

/** Each prepared once: building one anew for every call takes ten times as long. Each is its own transaction. */
export function prepareStatements(database: Database) {
  const db = drizzle(database);
  const expired = db
    .select({ key: entries.key })
    .from(entries)
    .where(lt(entries.expiresAt, givenDate("before")))
    .limit(given("limit"));
  return {
    get: db
      .select({ value: entries.value, counter: entries.counter })
      .from(entries)
      .where(eq(entries.key, given("key")))
      .prepare(),
    add: db
      .insert(entries)
      .values({ key: given("key"), value: given("value"), counter: 0, expiresAt: given("expiresAt") })
      .onConflictDoNothing()
      .prepare(),
    update: db
      .update(entries)
      .set({
        value: sql`${given("value")}`,
        expiresAt: givenDate("expiresAt"),
        counter: sql`(${entries.counter} + 1) % ${sql.raw(String(counterModulus))}`,
      })
      .where(and(eq(entries.key, given("key")), eq(entries.counter, given("counter"))))
      .prepare(),
    delete: db
      .delete(entries)
      .where(eq(entries.key, given("key")))
      .prepare(),
    deleteExpired: db.delete(entries).where(inArray(entries.key, expired)).prepare(),
    clear: db.delete(entries).prepare(),
  };
}
