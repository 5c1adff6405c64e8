import type { StoredEntry } from "@tiauth/records";
import type { Database } from "better-sqlite3";
import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { counterModulus } from "../counter.ts";
import { entries, outbox } from "./schema.ts";

interface Key {
  readonly key: string;
}
interface NewEntry extends Key {
  readonly value: Uint8Array;
  /** Unix milliseconds. */
  readonly expiresAt: number;
}

/** As the driver prepares it. */
interface Prepared<Bound extends unknown[], Row> {
  get(...bound: Bound): Row | undefined;
  run(...bound: Bound): { readonly changes: number };
}

/** A parameter that the driver binds, not drizzle: the property of that name. */
const bound = (name: keyof NewEntry | "counter") => sql.raw(`@${name}`);
const given = sql.placeholder;
/** Only where drizzle would pass a `Date` on as it is: a placeholder that is written the way its column is. */
const givenDate = (name: string) => sql`${sql.param(given(name), entries.expiresAt)}`;

/**
 * Each prepared once: building one anew for every call takes ten times as long. Those of every request are only worded by
 * drizzle, from the one schema, and run without it: mapping rows and parameters takes it a tenth of a read.
 */
export function prepareStatements(database: Database) {
  const db = drizzle(database);
  const prepare = <Bound extends unknown[], Row = unknown>(worded: {
    toSQL(): { readonly sql: string };
  }): Prepared<Bound, Row> => database.prepare<Bound, Row>(worded.toSQL().sql);

  const expired = db
    .select({ key: entries.key })
    .from(entries)
    .where(lt(entries.expiresAt, givenDate("before")))
    .limit(given("limit"));
  return {
    /** By position: that is quicker than by name. */
    get: prepare<[key: string], StoredEntry>(
      db
        .select({ value: entries.value, counter: entries.counter })
        .from(entries)
        .where(eq(entries.key, sql.raw("?"))),
    ),
    add: prepare<[NewEntry]>(
      db
        .insert(entries)
        .values({ key: bound("key"), value: bound("value"), counter: sql.raw("0"), expiresAt: bound("expiresAt") })
        .onConflictDoNothing(),
    ),
    update: prepare<[NewEntry & { readonly counter: number }]>(
      db
        .update(entries)
        .set({
          value: bound("value"),
          expiresAt: bound("expiresAt"),
          counter: sql`(${entries.counter} + 1) % ${sql.raw(String(counterModulus))}`,
        })
        .where(and(eq(entries.key, bound("key")), eq(entries.counter, bound("counter")))),
    ),
    delete: prepare<[Key]>(db.delete(entries).where(eq(entries.key, bound("key")))),
    deleteExpired: db.delete(entries).where(inArray(entries.key, expired)).prepare(),
    clear: db.delete(entries).prepare(),
    clearOutbox: db.delete(outbox).prepare(),
  };
}
