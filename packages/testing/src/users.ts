import type { Dev } from "./distribution.ts";

/** The embedded users. */
export interface Users {
  /**
   * Disables a user: their sessions end, and they cannot sign in.
   *
   * @throws {Error} if there is no such user or they are disabled already, or if users are behind a user server.
   */
  disable(userId: string): void;
  /**
   * Enables a user again.
   *
   * @throws {Error} if there is no such user or they are not disabled, or if users are behind a user server.
   */
  enable(userId: string): void;
}

export const embeddedUsers = ({ users }: Pick<Dev, "users">): Users => ({
  disable: (userId) => expectDone(given(users).disable(userId), `${userId} is no user, or disabled already.`),
  enable: (userId) => expectDone(given(users).enable(userId), `${userId} is no user, or not disabled.`),
});

function given(users: Dev["users"]): NonNullable<Dev["users"]> {
  if (users) return users;
  throw new Error("The users are behind your user server: disable and enable them there.");
}

/** A test that goes on with a user who is not what it thinks would only fail later, and say less. */
function expectDone(isDone: boolean, otherwise: string): void {
  if (!isDone) throw new Error(otherwise);
}
