import { join } from "node:path";
import { userStoreFrom } from "@tiauth/user-server";
import { openSqliteUserStore, type SqliteUserStore } from "@tiauth/user-server/sqlite";
import { StartError } from "../start-error.ts";
import type { UserServer } from "../users/index.ts";

/** Users in this process, in place of an application's. */
export interface EmbeddedUsers extends UserServer, Pick<SqliteUserStore, "disable" | "enable" | "clear"> {}

/**
 * Opens the user store in a folder; `:memory:` for one that ends with the process.
 *
 * @throws {StartError} if its file cannot be opened.
 */
export function openEmbeddedUsers(directory: string): EmbeddedUsers {
  const { handlers, close, ...store } = open(directory === ":memory:" ? directory : join(directory, "users.sqlite"));
  return {
    ...store,
    users: userStoreFrom(handlers),
    isReachable: async () => true,
    isGivenUp: () => false,
    close: async () => close(),
  };
}

function open(path: string): SqliteUserStore {
  try {
    return openSqliteUserStore({ path });
  } catch (error) {
    const reason = error instanceof Error ? error.message : "unknown";
    throw new StartError(`${path}: the users cannot be opened (${reason}). Remove the file to begin anew.`);
  }
}
