import type { GetUserPasswordResetValues } from "@tiauth/client";
import { client } from "../client.ts";
import { emailAddress, startSession } from "../session.ts";
import { flowToken, useFlow } from "./use-flow.ts";

const token = flowToken("user_password_reset");

/** A forgotten password: address → temporary password → new password. */
export function usePasswordReset() {
  const flow = useFlow<GetUserPasswordResetValues>({
    token,
    get: (userPasswordResetToken) => client.getUserPasswordReset({ userPasswordResetToken }),
  });

  const complete = async () => {
    const completed = await flow.ask((userPasswordResetToken) =>
      client.completeUserPasswordReset({ userPasswordResetToken }),
    );
    if (completed?.ok) {
      flow.forget();
      startSession(completed.sessionToken);
    }
    return completed;
  };

  return {
    reset: flow.values?.userPasswordReset,
    isLoading: flow.isLoading,
    loading: flow.loading,
    complete,

    /** Also sends another temporary password: the reset that was under way is left to expire. */
    async start() {
      const created = await client.createUserPasswordReset({ userEmailAddress: emailAddress.get() ?? "" });
      if (created.ok) flow.begin(created.userPasswordResetToken, created);
      return created;
    },

    verifyTemporaryPassword: (temporaryPassword: string) =>
      flow.advance((userPasswordResetToken) =>
        client.verifyUserPasswordResetTemporaryPassword({ userPasswordResetToken, temporaryPassword }),
      ),

    async setPassword(password: string) {
      const set = await flow.ask((userPasswordResetToken) =>
        client.setUserPasswordResetNewPassword({ userPasswordResetToken, password }),
      );
      return set?.ok ? complete() : set;
    },

    giveUp: () => flow.giveUp((userPasswordResetToken) => client.deleteUserPasswordReset({ userPasswordResetToken })),
  };
}
