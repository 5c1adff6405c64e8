import { type Awaitable, type Cache, digest, fromBytes, readThrough, toBytes } from "@tiauth/records";
import { type UserState, userState } from "./user-state.ts";

export interface UserStatesOptions {
  readonly cache: Cache<UserState>;
  readonly now: () => Date;
  /** How long a state may be remembered; 0 = not at all. */
  readonly userCacheSeconds: number;
  /** Undefined if there is no such user; that is not remembered. */
  readonly ask: (userId: string) => Promise<UserState | undefined>;
}

/** What users were like, remembered for `userCacheSeconds`. */
export function userStates({ cache, now, userCacheSeconds, ask }: UserStatesOptions) {
  const states = readThrough({ cache, now, ttlSeconds: userCacheSeconds, read: ask });
  return {
    /** As remembered, or as somebody else is just asking, if that `isEnough`; else asked anew. */
    get: (userId: string, isEnough: (state: UserState) => boolean): Awaitable<UserState | undefined> =>
      userCacheSeconds === 0 ? ask(userId) : states.get(userId, isEnough),
    forget: states.forget,
    forgetAll: states.forgetAll,
  };
}

/** In a cache that somebody else made: it holds bytes, and is not told the ids of users. */
export function statesIn(cache: Cache): Cache<UserState> {
  const key = (userId: string) => `user.${digest(userId)}`;
  return {
    async get(userId) {
      const bytes = await cache.get(key(userId));
      return bytes && userState.safeParse(fromBytes(bytes)).data;
    },
    set: (userId, state, ttlSeconds) => cache.set(key(userId), toBytes(state), ttlSeconds),
    delete: (userId) => cache.delete(key(userId)),
    clear: () => cache.clear?.(),
  };
}
