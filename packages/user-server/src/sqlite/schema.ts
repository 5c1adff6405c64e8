import { customType, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** SQLite hands out a `Buffer`, which may be a window on a larger pool: copy, so that plain bytes leave this package. */
const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "blob",
  fromDriver: (value) => new Uint8Array(value),
});

const counter = (name: string) => integer(name).notNull().default(0);

/**
 * The columns an application's own users table needs for Tiauth. The migration adds `STRICT`, which drizzle cannot say.
 * SQLite compares text byte by byte (`BINARY`) unless told otherwise, so addresses are unique exactly as given.
 */
export const users = sqliteTable("users", {
  id: text().primaryKey(),
  emailAddress: text("email_address").notNull().unique(),
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
