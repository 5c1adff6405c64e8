import type { User } from "@tiauth/protocol";
import { type Cache, isEqual, lineage, memoryCache, type Storage } from "@tiauth/records";
import { confirmed, settled } from "./outcomes.ts";
import type { PasswordHash } from "./password-hash.ts";
import { statesIn, userStates } from "./user-cache.ts";
import { userChanges } from "./user-changes.ts";
import { userReads } from "./user-reads.ts";
import { stateOf, type UserState, versionAfter, versionOf } from "./user-state.ts";
import type { UserStore } from "./user-store.ts";

export interface UsersOptions {
  readonly store: UserStore;
  /** Where is noted which users had which ids. */
  readonly storage: Storage;
  readonly now: () => Date;
  /** How long that is kept: as long as anything from before could otherwise still be valid. */
  readonly notesKeptSeconds: number;
  /** Where states are remembered; in this process by default. */
  readonly cache?: Cache | undefined;
  /** How long a user's state may be remembered; 0 = not at all. */
  readonly userCacheSeconds: number;
}

/**
 * The application's users. Reads resolve with undefined where there is no such user; writes resolve with false where
 * they were too late. A write whose answer was lost is read back: it counts as done if it was (REQUIREMENTS O3).
 *
 * What is written is noted before, so that whoever is given the id of a deleted user is not taken for them (O4), and
 * what is remembered of the user is forgotten after.
 *
 * @throws {Conflict} if the user server answers `internal_conflict` or contradicts itself; an error for everything else
 *   that it cannot do.
 */
export function createUsers({ store, storage, now, notesKeptSeconds, cache, userCacheSeconds }: UsersOptions) {
  const owners = lineage({ storage, now, name: "lineage", keptSeconds: notesKeptSeconds });

  const { get, getByEmailAddress } = userReads(store);
  const states = userStates({
    cache: cache ? statesIn(cache) : memoryCache({ now }),
    now,
    userCacheSeconds,
    ask: async (userId) => {
      const user = await get(userId);
      return user && stateOf(user);
    },
  });

  const change = userChanges({ get, forget: states.forget });

  return {
    get,
    getByEmailAddress,

    /** The user's state: the one remembered if that `isEnough`. Undefined if there is no such user, which never is. */
    state: states.get,

    /** Forgets all states that are remembered. */
    forgetAll: states.forgetAll,

    /** Whether the user who has the id now is the one who was `seen` at `since`. */
    isSame: (current: UserState, { seen, since }: { readonly seen: UserState; readonly since: Date }) =>
      owners.isSame(current.id, { seen: versionOf(seen), since, current: versionOf(current) }),

    /** Undefined if the address is taken. */
    create: async (emailAddress: string, password: PasswordHash): Promise<User | undefined> => {
      const created = await confirmed(
        async () => {
          const outcome = settled("create_user", await store.createUser({ emailAddress, ...password }));
          return outcome.ok ? outcome.user : undefined;
        },
        async () => {
          const user = await getByEmailAddress(emailAddress);
          return user && hasPassword(user, password) ? user : undefined;
        },
      );
      if (created) {
        await states.forget(created.id); // whoever had the id before
        await owners.begin(created.id, versionOf(stateOf(created)));
      }
      return created;
    },

    /** False also if the address is taken. */
    updateEmailAddress: (
      { id: userId, emailAddressCounter: userEmailAddressCounter }: UserState,
      emailAddress: string,
    ) =>
      change(userId, {
        action: "update_user_email_address",
        write: () => store.updateUserEmailAddress({ userId, emailAddress, userEmailAddressCounter }),
        isDone: (user) =>
          user?.emailAddress === emailAddress && user.emailAddressCounter === userEmailAddressCounter + 1,
        isPossible: (user) => user.emailAddressCounter === userEmailAddressCounter,
      }),

    updatePassword(seen: UserState, password: PasswordHash): Promise<boolean> {
      const { id: userId, passwordHashCounter: userPasswordHashCounter } = seen;
      return change(userId, {
        action: "update_user_password_hash",
        note: () => owners.note(userId, versionOf(seen), versionAfter(seen, password)),
        write: () => store.updateUserPasswordHash({ userId, ...password, userPasswordHashCounter }),
        isDone: (user) => user !== undefined && hasPassword(user, password),
        isPossible: (user) => user.passwordHashCounter === userPasswordHashCounter,
      });
    },

    /** Ends all sessions of the user. */
    incrementSessionsCounter: ({ id: userId, sessionsCounter: userSessionsCounter }: User) =>
      change(userId, {
        action: "increment_user_sessions_counter",
        write: () => store.incrementUserSessionsCounter({ userId, userSessionsCounter }),
        isDone: (user) => user?.sessionsCounter === userSessionsCounter + 1,
        isPossible: (user) => user.sessionsCounter === userSessionsCounter,
      }),

    /** A user who is gone already counts as deleted. */
    delete: async ({ id: userId }: Pick<User, "id">) => {
      const isGone = await change(userId, {
        action: "delete_user",
        note: () => owners.end(userId), // lest a crash in between leaves a gap
        write: () => store.deleteUser({ userId }),
        isDone: (user) => user === undefined,
        isPossible: () => true,
      });
      await owners.end(userId); // again, for a session that was just being made
      return isGone;
    },
  };
}
export type Users = ReturnType<typeof createUsers>;

export const hasPassword = (user: User, { passwordHash, passwordSalt }: PasswordHash) =>
  isEqual(user.passwordHash, passwordHash) && isEqual(user.passwordSalt, passwordSalt);
