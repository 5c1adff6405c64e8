import { and, eq, ne, type SQLWrapper, sql } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { users } from "./schema.ts";

/** A parameter, named as in the action's arguments. */
const given = sql.placeholder;
const givenValue = (name: string) => sql`${given(name)}`;
const plusOne = (counter: SQLWrapper) => sql`${counter} + 1`;

/** One statement for each action, prepared once: each is atomic by itself, so no transaction is needed around it. */
export function prepareStatements(database: BetterSQLite3Database) {
  const idIsGiven = eq(users.id, given("userId"));
  const update = database.update(users);
  return {
    create: database
      .insert(users)
      .values({
        id: given("userId"),
        emailAddress: given("emailAddress"),
        passwordHash: given("passwordHash"),
        passwordHashAlgorithmId: given("passwordHashAlgorithmId"),
        passwordSalt: given("passwordSalt"),
      })
      .onConflictDoNothing({ target: users.emailAddress })
      .returning()
      .prepare(),
    getById: database.select().from(users).where(idIsGiven).prepare(),
    getByEmailAddress: database
      .select()
      .from(users)
      .where(eq(users.emailAddress, given("emailAddress")))
      .prepare(),
    updateEmailAddress: update
      .set({
        emailAddress: givenValue("emailAddress"),
        emailAddressCounter: plusOne(users.emailAddressCounter),
      })
      .where(and(idIsGiven, eq(users.emailAddressCounter, given("userEmailAddressCounter"))))
      .prepare(),
    updatePasswordHash: update
      .set({
        passwordHash: givenValue("passwordHash"),
        passwordHashAlgorithmId: givenValue("passwordHashAlgorithmId"),
        passwordSalt: givenValue("passwordSalt"),
        passwordHashCounter: plusOne(users.passwordHashCounter),
      })
      .where(and(idIsGiven, eq(users.passwordHashCounter, given("userPasswordHashCounter"))))
      .prepare(),
    incrementSessionsCounter: update
      .set({ sessionsCounter: plusOne(users.sessionsCounter) })
      .where(and(idIsGiven, eq(users.sessionsCounter, given("userSessionsCounter"))))
      .prepare(),
    setDisabled: update
      .set({ disabled: givenValue("disabled"), disabledCounter: plusOne(users.disabledCounter) })
      .where(and(idIsGiven, ne(users.disabled, given("disabled"))))
      .prepare(),
    delete: database.delete(users).where(idIsGiven).prepare(),
    clear: database.delete(users).prepare(),
  };
}

export type Statements = ReturnType<typeof prepareStatements>;
