import type { User } from "@tiauth/user-server";
import type { Database, Statement } from "better-sqlite3";

/** A row in the words of @tiauth/user-server. SQLite has no booleans. */
export type UserRow = Omit<User, "disabled"> & { readonly disabled: 0 | 1 };

const columns = `id, email_address as emailAddress, password_hash as passwordHash,
  password_hash_algorithm_id as passwordHashAlgorithmId, password_salt as passwordSalt, disabled,
  display_name as displayName, email_address_counter as emailAddressCounter,
  password_hash_counter as passwordHashCounter, disabled_counter as disabledCounter, sessions_counter as sessionsCounter`;

/** One for each question of Tiauth. Each is atomic by itself; parameters are named as in the question. */
export interface UserStatements {
  readonly create: Statement<[object], UserRow>;
  readonly getById: Statement<[object], UserRow>;
  readonly getByEmailAddress: Statement<[object], UserRow>;
  readonly updateEmailAddress: Statement<[object]>;
  readonly updatePasswordHash: Statement<[object]>;
  readonly incrementSessionsCounter: Statement<[object]>;
  readonly delete: Statement<[object]>;
}

export function prepareUserStatements(database: Database): UserStatements {
  return {
    create: database.prepare(`
      insert into users (id, email_address, password_hash, password_hash_algorithm_id, password_salt)
      values (@id, @emailAddress, @passwordHash, @passwordHashAlgorithmId, @passwordSalt)
      on conflict (email_address) do nothing returning ${columns}`),
    getById: database.prepare(`select ${columns} from users where id = @userId`),
    getByEmailAddress: database.prepare(`select ${columns} from users where email_address = @emailAddress`),
    updateEmailAddress: database.prepare(`
      update users set email_address = @emailAddress, email_address_counter = email_address_counter + 1
      where id = @userId and email_address_counter = @userEmailAddressCounter`),
    updatePasswordHash: database.prepare(`
      update users set password_hash = @passwordHash, password_hash_algorithm_id = @passwordHashAlgorithmId,
        password_salt = @passwordSalt, password_hash_counter = password_hash_counter + 1
      where id = @userId and password_hash_counter = @userPasswordHashCounter`),
    incrementSessionsCounter: database.prepare(`
      update users set sessions_counter = sessions_counter + 1
      where id = @userId and sessions_counter = @userSessionsCounter`),
    delete: database.prepare("delete from users where id = @userId"),
  };
}
