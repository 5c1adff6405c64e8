import type { CommonError, Outcome, User, UserServerActions } from "@tiauth/protocol";
import { type Awaitable, Conflict, isEqual } from "@tiauth/records";
import type { PasswordHash } from "./password-hash.ts";
import type { UserState } from "./user-state.ts";
import type { UserStore } from "./user-store.ts";

/**
 * The application's users. Reads resolve with undefined where there is no such user; writes resolve with false where
 * they were too late. A write whose answer was lost is read back: it counts as done if it was (REQUIREMENTS O3).
 *
 * @param forget is told of every write, before it is answered.
 * @throws {Conflict} if the user server answers `internal_conflict`; an error for everything else that it cannot do.
 */
export function createUsers(store: UserStore, forget: (userId: string) => Awaitable<void>) {
  const get = async (userId: string): Promise<User | undefined> => {
    const found = settled(await store.getUser({ userId }));
    if (!found.ok) return undefined;
    if (found.user.id !== userId) throw new Error("get_user: the user server answered with another user's id");
    return found.user;
  };
  const getByEmailAddress = async (emailAddress: string): Promise<User | undefined> => {
    const found = settled(await store.getUserByEmailAddress({ emailAddress }));
    return found.ok ? found.user : undefined;
  };

  /** Updates one user; false if they are gone or were changed meanwhile. */
  const change = async (
    userId: string,
    write: () => Promise<UserOutcome>,
    isDone: (user: User | undefined) => boolean,
  ) => {
    const changed = await confirmed(
      async () => settled(await write()).ok || undefined,
      async () => isDone(await get(userId)) || undefined,
    ).finally(() => forget(userId));
    return changed ?? false;
  };

  return {
    get,
    getByEmailAddress,

    /** Undefined if the address is taken. */
    create: (emailAddress: string, password: PasswordHash): Promise<User | undefined> =>
      confirmed(
        async () => {
          const created = settled(await store.createUser({ emailAddress, ...password }));
          return created.ok ? created.user : undefined;
        },
        async () => {
          const user = await getByEmailAddress(emailAddress);
          return user && hasPassword(user, password) ? user : undefined;
        },
      ),

    /** False also if the address is taken. */
    updateEmailAddress: (
      { id: userId, emailAddressCounter: userEmailAddressCounter }: UserState,
      emailAddress: string,
    ) =>
      change(
        userId,
        () => store.updateUserEmailAddress({ userId, emailAddress, userEmailAddressCounter }),
        (user) => user?.emailAddress === emailAddress && user.emailAddressCounter === userEmailAddressCounter + 1,
      ),

    updatePassword: ({ id: userId, passwordHashCounter: userPasswordHashCounter }: UserState, password: PasswordHash) =>
      change(
        userId,
        () => store.updateUserPasswordHash({ userId, ...password, userPasswordHashCounter }),
        (user) => user !== undefined && hasPassword(user, password),
      ),

    /** Ends all sessions of the user. */
    incrementSessionsCounter: ({ id: userId, sessionsCounter: userSessionsCounter }: User) =>
      change(
        userId,
        () => store.incrementUserSessionsCounter({ userId, userSessionsCounter }),
        (user) => user?.sessionsCounter === userSessionsCounter + 1,
      ),

    /** A user who is gone already counts as deleted. */
    delete: ({ id: userId }: User) =>
      change(
        userId,
        () => store.deleteUser({ userId }),
        (user) => user === undefined,
      ),
  };
}
export type Users = ReturnType<typeof createUsers>;

type UserOutcome = Outcome<UserServerActions[keyof UserServerActions]>;

/** Leaves success and declared refusals; the common errors are accidents here. */
function settled<O extends UserOutcome>(outcome: O): Exclude<O, { readonly errorCode: CommonError }> {
  if (!outcome.ok && outcome.errorCode === "internal_conflict") throw new Conflict();
  if (!outcome.ok && outcome.errorCode === "internal_error")
    throw new Error(`the user server answered internal_error (its invocation ${outcome.actionInvocationId})`);
  return outcome as Exclude<O, { readonly errorCode: CommonError }>; // both common errors have just been thrown
}

/** Writes; where that was refused or went wrong, asks whether it was done all the same. Undefined if it was not. */
async function confirmed<T>(write: () => Promise<T | undefined>, readBack: () => Promise<T | undefined>) {
  try {
    return (await write()) ?? (await readBack());
  } catch (error) {
    if (error instanceof Conflict) throw error;
    const done = await readBack().catch(() => undefined); // unknown: the first error says why
    if (done === undefined) throw error;
    return done;
  }
}

export const hasPassword = (user: User, { passwordHash, passwordSalt }: PasswordHash) =>
  isEqual(user.passwordHash, passwordHash) && isEqual(user.passwordSalt, passwordSalt);
