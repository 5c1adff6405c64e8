import type { GetUserDeletionValues } from "@tiauth/client";
import { client } from "../client.ts";
import { leave } from "./sign-out.ts";
import { flowToken, useFlow } from "./use-flow.ts";

const token = flowToken("user_deletion");

/** Deleting the account: password → confirmation. */
export function useUserDeletion(sessionToken: string) {
  const both = (userDeletionToken: string) => ({ sessionToken, userDeletionToken });
  const flow = useFlow<GetUserDeletionValues>({
    token,
    get: (deletionToken) => client.getUserDeletion(both(deletionToken)),
  });

  const start = async () => {
    const created = await client.createUserDeletion({ sessionToken });
    if (created.ok) flow.begin(created.userDeletionToken, created);
    return created;
  };

  return {
    deletion: flow.values?.userDeletion,
    isLoading: flow.isLoading,
    loading: flow.loading,

    /** Starts the flow with the first try. */
    async verifyPassword(password: string) {
      const started = token.get() === undefined ? await start() : undefined;
      if (started && !started.ok) return started;
      return flow.advance((deletionToken) =>
        client.verifyUserDeletionUserPassword({ ...both(deletionToken), password }),
      );
    },

    async complete() {
      const completed = await flow.ask((deletionToken) => client.completeUserDeletion(both(deletionToken)));
      if (completed?.ok) {
        flow.forget();
        leave("Your account has been deleted.");
      }
      return completed;
    },

    giveUp: () => flow.giveUp((deletionToken) => client.deleteUserDeletion(both(deletionToken))),
  };
}
