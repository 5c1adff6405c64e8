import { bigint, bigserial, customType, index, integer, pgSchema, text, timestamp } from "drizzle-orm/pg-core";

/*
 * What `drizzle-kit` makes migrations from. Nothing at run time reads it: its statements are SQL.
 */

/** Bytes: a text of Postgres cannot hold a zero byte. */
const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

export const tiauth = pgSchema("tiauth");

/** Which migrations there were. The highest number is the version of the schema. */
export const migrations = tiauth.table("migrations", {
  number: integer("number").primaryKey(),
  appliedAt: timestamp("applied_at", { withTimezone: true }).notNull().defaultNow(),
});

/** One table for everything but the outbox. Whether it is logged is switched without a migration. */
export const entries = tiauth.table(
  "entries",
  {
    /** UTF-8, compared byte by byte. */
    key: bytea("key").primaryKey(),
    value: bytea("value").notNull(),
    counter: integer("counter").notNull(),
    /** Unix milliseconds. */
    expiresAt: bigint("expires_at", { mode: "number" }).notNull(),
  },
  (table) => [index("entries_expires_at").on(table.expiresAt)],
);

/** What waits to be handed over to others: the columns are those of `OutboxItem`, see there. */
export const outbox = tiauth.table(
  "outbox",
  {
    /** Never used twice, so that whoever still holds an item of a cleared outbox cannot touch a new one. */
    id: bigserial("id", { mode: "number" }).primaryKey(),
    topic: text("topic").notNull(),
    /** UTF-8. */
    payload: bytea("payload").notNull(),
    copies: integer("copies").notNull(),
    failures: integer("failures").notNull(),
    /** Unix milliseconds. While somebody holds the item: when they lose it. */
    dueAt: bigint("due_at", { mode: "number" }).notNull(),
    /** Who took it last; null after it was put back. */
    owner: text("owner"),
  },
  (table) => [index("outbox_due_at").on(table.topic, table.dueAt)],
);
