import type { User } from "@tiauth/protocol";
import { settled } from "./outcomes.ts";
import { isPhantom, phantomAddress } from "./phantom.ts";
import type { UserStore } from "./user-store.ts";

/** Looks users up; undefined where there is none. */
export function userReads(store: UserStore) {
  const getByEmailAddress = async (emailAddress: string): Promise<User | undefined> => {
    const found = settled("get_user_by_email_address", await store.getUserByEmailAddress({ emailAddress }));
    return found.ok ? found.user : undefined;
  };

  return {
    getByEmailAddress,

    async get(userId: string): Promise<User | undefined> {
      if (isPhantom(userId)) {
        await getByEmailAddress(phantomAddress(userId)); // nobody, but after asking, as for anybody
        return undefined;
      }
      const found = settled("get_user", await store.getUser({ userId }));
      if (!found.ok) return undefined;
      if (found.user.id !== userId) throw new Error("get_user: the user server answered with another user's id");
      return found.user;
    },
  };
}
