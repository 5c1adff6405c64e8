import { type Cache, digest, fromBytes, toBytes } from "@tiauth/records";
import { stateOf, type UserState, userState } from "./user-state.ts";
import type { Users } from "./users.ts";

const key = (userId: string) => `user.${digest(userId)}`;

export interface UserStatesOptions {
  readonly cache: Cache;
  /** How long a state may be remembered; 0 = not at all. */
  readonly userCacheSeconds: number;
  readonly users: Pick<Users, "get">;
}

export const forgetUser = (cache: Cache, userId: string) => cache.delete(key(userId));

/** Looks a user's state up, remembered for `userCacheSeconds`. Undefined if there is no such user; that is not remembered. */
export function userStates({ cache, userCacheSeconds, users }: UserStatesOptions) {
  const ask = async (userId: string): Promise<UserState | undefined> => {
    const user = await users.get(userId);
    return user && stateOf(user);
  };
  if (userCacheSeconds === 0) return ask;

  return async (userId: string): Promise<UserState | undefined> => {
    const remembered = await cache.get(key(userId));
    if (remembered) return userState.parse(fromBytes(remembered));
    const state = await ask(userId);
    if (state) await cache.set(key(userId), toBytes(state), userCacheSeconds);
    return state;
  };
}
