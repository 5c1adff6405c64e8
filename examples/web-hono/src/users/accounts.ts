import type { Database } from "better-sqlite3";

/** What people write about themselves. */
export interface Profile {
  /** Also how mails address them; `""` for no name. */
  readonly displayName: string;
  readonly bio: string;
}

/** A user as the application's own pages see them. */
export interface Account extends Profile {
  readonly id: string;
  readonly emailAddress: string;
}

export interface Accounts {
  find(id: string): Account | undefined;
  /** Does nothing where nobody has the id any more. */
  saveProfile(id: string, profile: Profile): void;
}

/** The application's own questions to the users table. It never needs Tiauth for them. */
export function createAccounts(database: Database): Accounts {
  const find = database.prepare<[string], Account>(
    "select id, email_address as emailAddress, display_name as displayName, bio from users where id = ?",
  );
  const saveProfile = database.prepare("update users set display_name = @displayName, bio = @bio where id = @id");
  return {
    find: (id) => find.get(id),
    saveProfile: (id, profile) => void saveProfile.run({ ...profile, id }),
  };
}
