import { randomUUID } from "node:crypto";
import { err, ok, type SyncUserHandlers, type User } from "@tiauth/user-server";
import Database, { type RunResult, SqliteError } from "better-sqlite3";

/** SQLite has no booleans. */
type UserRow = Omit<User, "disabled"> & { readonly disabled: 0 | 1 };

const table = `
  create table if not exists users (
    id                      text primary key,
    emailAddress            text not null unique,
    displayName             text not null default '',
    disabled                integer not null default 0,
    passwordHash            blob not null,
    passwordHashAlgorithmId text not null,
    passwordSalt            blob not null,
    emailAddressCounter     integer not null default 0,
    passwordHashCounter     integer not null default 0,
    disabledCounter         integer not null default 0,
    sessionsCounter         integer not null default 0
  ) strict`;

function prepare(database: Database.Database) {
  const statement = (sql: string) => database.prepare<[object], UserRow>(sql);
  return {
    byId: statement("select * from users where id = @userId"),
    byEmailAddress: statement("select * from users where emailAddress = @emailAddress"),
    rename: statement("update users set displayName = @displayName where id = @userId"),
    create: statement(`
      insert into users (id, emailAddress, passwordHash, passwordHashAlgorithmId, passwordSalt)
      values (@userId, @emailAddress, @passwordHash, @passwordHashAlgorithmId, @passwordSalt)
      on conflict (emailAddress) do nothing returning *`),
    // An update happens only while its counter is the one that was given, and counts it up: who comes second is too late.
    updateEmailAddress: statement(`
      update users set emailAddress = @emailAddress, emailAddressCounter = emailAddressCounter + 1
      where id = @userId and emailAddressCounter = @userEmailAddressCounter`),
    updatePasswordHash: statement(`
      update users set passwordHash = @passwordHash, passwordHashAlgorithmId = @passwordHashAlgorithmId,
        passwordSalt = @passwordSalt, passwordHashCounter = passwordHashCounter + 1
      where id = @userId and passwordHashCounter = @userPasswordHashCounter`),
    incrementSessionsCounter: statement(`
      update users set sessionsCounter = sessionsCounter + 1
      where id = @userId and sessionsCounter = @userSessionsCounter`),
    remove: statement("delete from users where id = @userId"),
  };
}

/** The seven questions that Tiauth asks. */
const answerWith = (statements: ReturnType<typeof prepare>): SyncUserHandlers => ({
  create_user: (fields) => {
    const row = statements.create.get({ ...fields, userId: randomUUID() });
    return row ? ok({ user: toUser(row) }) : err("email_address_already_used");
  },
  get_user: (args) => found(statements.byId.get(args)),
  get_user_by_email_address: (args) => found(statements.byEmailAddress.get(args)),
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
  delete_user: (args) => changed(statements.remove.run(args)),
});

const toUser = (row: UserRow) => ({ ...row, disabled: row.disabled === 1 });
const found = (row: UserRow | undefined) => (row ? ok({ user: toUser(row) }) : err("user_not_found"));
const changed = ({ changes }: RunResult) => (changes > 0 ? ok() : err("user_not_found"));
const isTaken = (error: unknown) => error instanceof SqliteError && error.code === "SQLITE_CONSTRAINT_UNIQUE";

function openUsers() {
  const database = new Database(process.env.DATABASE_PATH ?? "people.sqlite");
  database.pragma("journal_mode = WAL");
  database.exec(table);
  const statements = prepare(database);
  return {
    handlers: answerWith(statements),
    find: (userId: string) => statements.byId.get({ userId }),
    rename: (userId: string, displayName: string) => void statements.rename.run({ userId, displayName }),
  };
}

let opened: ReturnType<typeof openUsers> | undefined;

/** The application's own table of users. Opened at the first request: there is none when Next.js builds. */
export function users() {
  opened ??= openUsers();
  return opened;
}
