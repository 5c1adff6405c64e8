import { err, newId, ok, type User } from "@tiauth/protocol";
import { type RunResult, SqliteError } from "better-sqlite3";
import { found } from "../found.ts";
import type { SyncUserHandlers } from "../handlers.ts";
import type { Statements } from "./statements.ts";

/** The seven actions, one statement each. */
export function sqliteHandlers(statements: Statements): SyncUserHandlers {
  return {
    create_user: (fields) => {
      // Nothing is returned where nothing was inserted, which drizzle's type leaves out.
      const user: User | undefined = statements.create.get({ ...fields, userId: newId() });
      return user ? ok({ user }) : err("email_address_already_used");
    },
    get_user: (args) => found(statements.getById.get(args)),
    get_user_by_email_address: (args) => found(statements.getByEmailAddress.get(args)),
    update_user_email_address: (args) => {
      try {
        return updated(statements.updateEmailAddress.run(args));
      } catch (error) {
        if (isTaken(error)) return err("email_address_already_used");
        throw error;
      }
    },
    update_user_password_hash: (args) => updated(statements.updatePasswordHash.run(args)),
    increment_user_sessions_counter: (args) => updated(statements.incrementSessionsCounter.run(args)),
    delete_user: (args) => updated(statements.delete.run(args)),
  };
}

const updated = ({ changes }: RunResult) => (changes > 0 ? ok() : err("user_not_found"));

/** The address is the only thing an update can make equal to another user's. */
const isTaken = (error: unknown) => error instanceof SqliteError && error.code === "SQLITE_CONSTRAINT_UNIQUE";
