import { randomUUID } from "node:crypto";
import { err, ok, type SyncUserHandlers } from "@tiauth/user-server";
import { type Database, type RunResult, SqliteError } from "better-sqlite3";
import { prepareUserStatements, type UserRow } from "./user-statements.ts";

/** What Tiauth asks of the users table. One that is missing, or answers an undeclared code, does not compile. */
export function createUserHandlers(database: Database): SyncUserHandlers {
  const statements = prepareUserStatements(database);
  return {
    create_user: (fields) => {
      const row = statements.create.get({ ...fields, id: randomUUID() });
      return row ? ok({ user: toUser(row) }) : err("email_address_already_used");
    },
    get_user: (args) => found(statements.getById.get(args)),
    get_user_by_email_address: (args) => found(statements.getByEmailAddress.get(args)),
    update_user_email_address: (args) => {
      try {
        return changed(statements.updateEmailAddress.run(args));
      } catch (error) {
        if (isTaken(error)) return err("email_address_already_used");
        throw error;
      }
    },
    update_user_password_hash: (args) => changed(statements.updatePasswordHash.run(args)),
    increment_user_sessions_counter: (args) => changed(statements.incrementSessionsCounter.run(args)),
    delete_user: (args) => changed(statements.delete.run(args)),
  };
}

const toUser = (row: UserRow) => ({ ...row, disabled: row.disabled === 1 });

const found = (row: UserRow | undefined) => (row ? ok({ user: toUser(row) }) : err("user_not_found"));

/** Where nothing changed nobody is there, or somebody was quicker: Tiauth takes it as "too late". */
const changed = ({ changes }: RunResult) => (changes > 0 ? ok() : err("user_not_found"));

const isTaken = (error: unknown) => error instanceof SqliteError && error.code === "SQLITE_CONSTRAINT_UNIQUE";
