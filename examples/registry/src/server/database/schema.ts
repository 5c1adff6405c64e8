import { customType, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { permissions } from "../../contract/permissions.ts";

// The tables as queries see them, in SQLite and in Postgres; ./migrations.ts makes them.

/** Both engines hand out a `Buffer`, which may be a window on a larger pool: copied, so that plain bytes leave here. */
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  fromDriver: (value) => new Uint8Array(value),
});
const time = (name: string) => integer(name, { mode: "timestamp_ms" });
const counter = (name: string) => integer(name).notNull().default(0);

/** What Tiauth asks about: see "Implementing a user server" in its documentation. */
export const users = sqliteTable("users", {
  id: text().primaryKey(),
  emailAddress: text("email_address").notNull(),
  passwordHash: bytes("password_hash").notNull(),
  passwordHashAlgorithmId: text("password_hash_algorithm_id").notNull(),
  passwordSalt: bytes("password_salt").notNull(),
  disabled: integer({ mode: "boolean" }).notNull().default(false),
  displayName: text("display_name").notNull().default(""),
  emailAddressCounter: counter("email_address_counter"),
  passwordHashCounter: counter("password_hash_counter"),
  disabledCounter: counter("disabled_counter"),
  sessionsCounter: counter("sessions_counter"),
});

/** Under whose name packages are published. */
export const identities = sqliteTable("identities", {
  name: text().primaryKey(),
  createdBy: text("created_by").notNull(),
  createdAt: time("created_at").notNull(),
});

export const members = sqliteTable(
  "members",
  {
    identity: text().notNull(),
    userId: text("user_id").notNull(),
    permission: text({ enum: permissions }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.identity, table.userId] })],
);

export const packages = sqliteTable("packages", {
  name: text().primaryKey(),
  identity: text().notNull(),
  visibility: text({ enum: ["public", "private"] }).notNull(),
  description: text().notNull(),
});

export const versions = sqliteTable(
  "versions",
  {
    package: text().notNull(),
    version: text().notNull(),
    compiler: text().notNull(),
    sizeBytes: integer("size_bytes").notNull(),
    sha256: text().notNull(),
    /** The key of its content in the bundle store: random, nothing that anybody typed. */
    bundle: text().notNull(),
    publishedBy: text("published_by").notNull(),
    publishedAt: time("published_at").notNull(),
    revokedAt: time("revoked_at"),
  },
  (table) => [primaryKey({ columns: [table.package, table.version] })],
);

/** Bundles that no version has: not yet, or not any more. They are removed when it is time. */
export const looseBundles = sqliteTable("loose_bundles", {
  key: text().primaryKey(),
  removeAfter: time("remove_after").notNull(),
});
