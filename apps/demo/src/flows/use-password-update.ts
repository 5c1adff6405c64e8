import type { GetUserPasswordUpdateValues } from "@tiauth/client";
import { client } from "../client.ts";
import { goTo } from "../navigation.ts";
import { flowToken, useFlow } from "./use-flow.ts";

const token = flowToken("user_password_update");

/** Another password: current password → new password. */
export function usePasswordUpdate(sessionToken: string) {
  const both = (userPasswordUpdateToken: string) => ({ sessionToken, userPasswordUpdateToken });
  const flow = useFlow<GetUserPasswordUpdateValues>({
    token,
    get: (updateToken) => client.getUserPasswordUpdate(both(updateToken)),
  });

  const start = async () => {
    const created = await client.createUserPasswordUpdate({ sessionToken });
    if (created.ok) flow.begin(created.userPasswordUpdateToken, created);
    return created;
  };

  const complete = async () => {
    const completed = await flow.ask((updateToken) => client.completeUserPasswordUpdate(both(updateToken)));
    if (completed?.ok) {
      flow.forget();
      goTo("#/account", "Your password has been changed.");
    }
    return completed;
  };

  return {
    update: flow.values?.userPasswordUpdate,
    isLoading: flow.isLoading,
    loading: flow.loading,
    complete,

    /** Starts the flow with the first try. */
    async verifyPassword(password: string) {
      const started = token.get() === undefined ? await start() : undefined;
      if (started && !started.ok) return started;
      return flow.advance((updateToken) =>
        client.verifyUserPasswordUpdateUserPassword({ ...both(updateToken), password }),
      );
    },

    async setPassword(password: string) {
      const set = await flow.ask((updateToken) =>
        client.setUserPasswordUpdateNewPassword({ ...both(updateToken), password }),
      );
      return set?.ok ? complete() : set;
    },

    giveUp: () => flow.giveUp((updateToken) => client.deleteUserPasswordUpdate(both(updateToken))),
  };
}
