import { randomUUID } from "node:crypto";
import { err, ok, type User, type UserHandlers } from "@tiauth/user-server";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { SQLiteUpdateSetSource } from "drizzle-orm/sqlite-core";
import type { Database } from "../database/database.ts";
import { members, users } from "../database/schema.ts";

/** What Tiauth asks of the users table. One that is missing, or answers an undeclared code, does not compile. */
export function createUserHandlers(database: Database): UserHandlers {
  const find = async (condition: SQL) => {
    const [user] = await database.queries.select().from(users).where(condition);
    return found(user);
  };
  /** Changes one user, unless somebody was quicker: then the counter is another, and Tiauth takes it as "too late". */
  const update = (condition: SQL | undefined, values: SQLiteUpdateSetSource<typeof users>) =>
    database.change(async (queries) => {
      const changed = await queries.update(users).set(values).where(condition).returning({ id: users.id });
      return changed.length > 0 ? ok() : err("user_not_found");
    });
  return {
    create_user: (fields) =>
      database.change(async (queries) => {
        const values = { ...fields, id: randomUUID() };
        const [user] = await queries.insert(users).values(values).onConflictDoNothing().returning();
        return user ? ok({ user }) : err("email_address_already_used");
      }),
    get_user: ({ userId }) => find(eq(users.id, userId)),
    get_user_by_email_address: ({ emailAddress }) => find(eq(users.emailAddress, emailAddress)),
    update_user_email_address: ({ userId, emailAddress, userEmailAddressCounter }) =>
      database.change(async (queries) => {
        const [owner] = await queries.select().from(users).where(eq(users.emailAddress, emailAddress));
        if (owner && owner.id !== userId) return err("email_address_already_used");
        const changed = await queries
          .update(users)
          .set({ emailAddress, emailAddressCounter: sql`${users.emailAddressCounter} + 1` })
          .where(and(eq(users.id, userId), eq(users.emailAddressCounter, userEmailAddressCounter)))
          .returning({ id: users.id });
        return changed.length > 0 ? ok() : err("user_not_found");
      }),
    update_user_password_hash: ({ userId, userPasswordHashCounter, ...hash }) =>
      update(and(eq(users.id, userId), eq(users.passwordHashCounter, userPasswordHashCounter)), {
        ...hash,
        passwordHashCounter: sql`${users.passwordHashCounter} + 1`,
      }),
    increment_user_sessions_counter: ({ userId, userSessionsCounter }) =>
      update(and(eq(users.id, userId), eq(users.sessionsCounter, userSessionsCounter)), {
        sessionsCounter: sql`${users.sessionsCounter} + 1`,
      }),
    delete_user: ({ userId }) =>
      database.change(async (queries) => {
        await queries.delete(members).where(eq(members.userId, userId));
        const deleted = await queries.delete(users).where(eq(users.id, userId)).returning({ id: users.id });
        return deleted.length > 0 ? ok() : err("user_not_found");
      }),
  };
}

const found = (user: User | undefined) => (user ? ok({ user }) : err("user_not_found"));
