import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SyncUserHandlers, User } from "@tiauth/user-server";
import { memoryUserStore } from "@tiauth/user-server/memory";
import { openSqliteUserStore } from "@tiauth/user-server/sqlite";
import Database from "better-sqlite3";

/** An application's users, behind its user server or around it. */
export interface UserStore {
  readonly handlers: SyncUserHandlers;
  /** Puts a user there exactly as given, over the one with this id if there is one. */
  put(user: User): void;
  /** Disables the user. False if there is none, or they are disabled already. */
  disable(userId: string): boolean;
  /** Enables the user again. False if there is none, or they are not disabled. */
  enable(userId: string): boolean;
  close(): void;
}

export function inMemory(): UserStore {
  const { handlers, users, disable, enable } = memoryUserStore();
  return { handlers, put: (user) => void users.set(user.id, user), disable, enable, close: () => undefined };
}

/** In a file of its own, which goes away with it. */
export function inSqlite(): UserStore {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-users-"));
  const path = join(directory, "users.sqlite");
  const { handlers, disable, enable, close } = openSqliteUserStore({ path });
  // A second connection, as an application's own code has one.
  const database = new Database(path);
  const put = database.prepare(replaceStatement);
  return {
    handlers,
    put: (user) => void put.run({ ...user, disabled: user.disabled ? 1 : 0 }),
    disable,
    enable,
    close: () => {
      database.close();
      close();
      rmSync(directory, { recursive: true });
    },
  };
}

const replaceStatement = `insert or replace into users (
  id, email_address, password_hash, password_hash_algorithm_id, password_salt, disabled, display_name,
  email_address_counter, password_hash_counter, disabled_counter, sessions_counter
) values (
  @id, @emailAddress, @passwordHash, @passwordHashAlgorithmId, @passwordSalt, @disabled, @displayName,
  @emailAddressCounter, @passwordHashCounter, @disabledCounter, @sessionsCounter
)`;
