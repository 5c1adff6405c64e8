import { blob, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/*
 * What `drizzle-kit` makes migrations from. Nothing at run time reads it: its statements are SQL.
 */

/** One table for everything but the outbox. `migrations/` makes both STRICT, which this notation cannot say. */
export const entries = sqliteTable(
  "entries",
  {
    key: text("key").primaryKey(),
    value: blob("value", { mode: "buffer" }).notNull(),
    counter: integer("counter").notNull(),
    /** Unix milliseconds. */
    expiresAt: integer("expires_at", { mode: "timestamp_ms" }).notNull(),
  },
  (table) => [index("entries_expires_at").on(table.expiresAt)],
);

/** What waits to be handed over to others: the columns are those of `OutboxItem`, see there. */
export const outbox = sqliteTable(
  "outbox",
  {
    /** Never used twice, so that whoever still holds an item of a cleared outbox cannot touch a new one. */
    id: integer("id").primaryKey({ autoIncrement: true }),
    topic: text("topic").notNull(),
    payload: text("payload").notNull(),
    copies: integer("copies").notNull(),
    failures: integer("failures").notNull(),
    /** Unix milliseconds. While somebody holds the item: when they lose it. */
    dueAt: integer("due_at", { mode: "timestamp_ms" }).notNull(),
    /** Who took it last; null after it was put back. */
    owner: text("owner"),
  },
  (table) => [index("outbox_due_at").on(table.topic, table.dueAt)],
);
