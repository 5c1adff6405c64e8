import { type Awaitable, type Cache, digest, fromBytes, toBytes } from "@tiauth/records";
import { type UserState, userState } from "./user-state.ts";

export interface UserStatesOptions {
  readonly cache: Cache;
  /** How long a state may be remembered; 0 = not at all. */
  readonly userCacheSeconds: number;
  /** Undefined if there is no such user; that is not remembered. */
  readonly ask: (userId: string) => Promise<UserState | undefined>;
}

const key = (userId: string) => `user.${digest(userId)}`;

/** What users were like, remembered for `userCacheSeconds`. */
export function userStates({ cache, userCacheSeconds, ask }: UserStatesOptions) {
  /** The latest question about each user that has no answer yet. */
  const asking = new Map<string, symbol>();

  const askAndRemember = async (userId: string): Promise<UserState | undefined> => {
    const question = Symbol();
    asking.set(userId, question);
    const isLatest = () => asking.get(userId) === question;
    try {
      const state = await ask(userId);
      if (state && isLatest()) await cache.set(key(userId), toBytes(state), userCacheSeconds);
      return state;
    } finally {
      if (isLatest()) asking.delete(userId);
    }
  };

  return {
    /** As remembered if that `isEnough`, else asked. */
    async get(userId: string, isEnough: (state: UserState) => boolean): Promise<UserState | undefined> {
      if (userCacheSeconds === 0) return ask(userId);
      const remembered = await cache.get(key(userId));
      const state = remembered && userState.parse(fromBytes(remembered));
      return state && isEnough(state) ? state : askAndRemember(userId);
    },

    /** The user has changed. What is just being asked may be from before, so its answer is not remembered either. */
    forget(userId: string): Awaitable<void> {
      asking.delete(userId);
      return cache.delete(key(userId));
    },
  };
}
