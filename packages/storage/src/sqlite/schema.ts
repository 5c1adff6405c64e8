import { blob, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One table for everything. `migrations/` makes it STRICT, which this notation cannot say. */
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
