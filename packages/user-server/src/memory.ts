import { err, newId as newRandomId, ok, type User } from "@tiauth/protocol";
import { found } from "./found.ts";
import type { SyncUserHandlers } from "./handlers.ts";

export interface MemoryUserStoreOptions {
  /** Makes the ids of new users and must never repeat itself. 24 random letters by default. */
  readonly newId?: () => string;
}

export interface MemoryUserStore {
  readonly handlers: SyncUserHandlers;
  /** Every user by id. A test may look in, and put users there as it likes. */
  readonly users: Map<string, User>;
  /** Disables the user. False if there is none, or they are disabled already. */
  disable(userId: string): boolean;
  /** Enables the user again. False if there is none, or they are not disabled. */
  enable(userId: string): boolean;
}

/** Users in a `Map`, for tests: gone with the process. A look-up by e-mail address walks through all of them. */
export function memoryUserStore({ newId = newRandomId }: MemoryUserStoreOptions = {}): MemoryUserStore {
  const users = new Map<string, User>();
  const setDisabled = (userId: string, { disabled }: Pick<User, "disabled">) => {
    const user = users.get(userId);
    if (!user || user.disabled === disabled) return false;
    users.set(userId, { ...user, disabled, disabledCounter: user.disabledCounter + 1 });
    return true;
  };
  return {
    handlers: memoryHandlers(users, newId),
    users,
    disable: (userId) => setDisabled(userId, { disabled: true }),
    enable: (userId) => setDisabled(userId, { disabled: false }),
  };
}

const neverUsed = {
  disabled: false,
  displayName: "",
  emailAddressCounter: 0,
  passwordHashCounter: 0,
  disabledCounter: 0,
  sessionsCounter: 0,
};

function memoryHandlers(users: Map<string, User>, newId: () => string): SyncUserHandlers {
  const byEmailAddress = (emailAddress: string) =>
    [...users.values()].find((user) => user.emailAddress === emailAddress);
  const save = (user: User) => {
    users.set(user.id, user);
    return ok();
  };
  return {
    create_user: (fields) => {
      if (byEmailAddress(fields.emailAddress)) return err("email_address_already_used");
      const user = { ...neverUsed, ...fields, id: newId() };
      save(user);
      return ok({ user });
    },
    get_user: ({ userId }) => found(users.get(userId)),
    get_user_by_email_address: ({ emailAddress }) => found(byEmailAddress(emailAddress)),
    update_user_email_address: ({ userId, emailAddress, userEmailAddressCounter }) => {
      const user = users.get(userId);
      if (user?.emailAddressCounter !== userEmailAddressCounter) return err("user_not_found");
      const owner = byEmailAddress(emailAddress);
      if (owner && owner.id !== userId) return err("email_address_already_used");
      return save({ ...user, emailAddress, emailAddressCounter: user.emailAddressCounter + 1 });
    },
    update_user_password_hash: ({ userId, userPasswordHashCounter, ...hash }) => {
      const user = users.get(userId);
      if (user?.passwordHashCounter !== userPasswordHashCounter) return err("user_not_found");
      return save({ ...user, ...hash, passwordHashCounter: user.passwordHashCounter + 1 });
    },
    increment_user_sessions_counter: ({ userId, userSessionsCounter }) => {
      const user = users.get(userId);
      if (user?.sessionsCounter !== userSessionsCounter) return err("user_not_found");
      return save({ ...user, sessionsCounter: user.sessionsCounter + 1 });
    },
    delete_user: ({ userId }) => (users.delete(userId) ? ok() : err("user_not_found")),
  };
}
