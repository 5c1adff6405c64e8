import type { GetUserEmailAddressUpdateValues } from "@tiauth/client";
import { client } from "../client.ts";
import { goTo } from "../navigation.ts";
import { emailAddress } from "../session.ts";
import { flowToken, useFlow } from "./use-flow.ts";

const token = flowToken("user_email_address_update");

/** Another e-mail address: new address → code → password. */
export function useEmailAddressUpdate(sessionToken: string) {
  const both = (userEmailAddressUpdateToken: string) => ({ sessionToken, userEmailAddressUpdateToken });
  const flow = useFlow<GetUserEmailAddressUpdateValues>({
    token,
    get: (updateToken) => client.getUserEmailAddressUpdate(both(updateToken)),
  });
  const update = flow.values?.userEmailAddressUpdate;

  const complete = async () => {
    const completed = await flow.ask((updateToken) => client.completeUserEmailAddressUpdate(both(updateToken)));
    if (completed?.ok && update) {
      flow.forget();
      emailAddress.set(update.newEmailAddress);
      goTo("#/account", `Your e-mail address is now ${update.newEmailAddress}.`);
    }
    return completed;
  };

  return {
    update,
    isLoading: flow.isLoading,
    loading: flow.loading,
    complete,

    async start(newEmailAddress: string) {
      const created = await client.createUserEmailAddressUpdate({ sessionToken, newEmailAddress });
      if (created.ok) flow.begin(created.userEmailAddressUpdateToken, created);
      return created;
    },

    verifyCode: (code: string) =>
      flow.advance((updateToken) =>
        client.verifyUserEmailAddressUpdateEmailAddressVerificationCode({
          ...both(updateToken),
          emailAddressVerificationCode: code,
        }),
      ),

    sendCode: () =>
      flow.ask((updateToken) => client.sendUserEmailAddressUpdateEmailAddressVerificationCode(both(updateToken))),

    async verifyPassword(password: string) {
      const verified = await flow.ask((updateToken) =>
        client.verifyUserEmailAddressUpdateUserPassword({ ...both(updateToken), password }),
      );
      return verified?.ok ? complete() : verified;
    },

    giveUp: () => flow.giveUp((updateToken) => client.deleteUserEmailAddressUpdate(both(updateToken))),
  };
}
