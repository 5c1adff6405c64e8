import type { GetSignupValues } from "@tiauth/client";
import { client } from "../client.ts";
import { emailAddress, startSession } from "../session.ts";
import { flowToken, useFlow } from "./use-flow.ts";

const token = flowToken("signup");

/** Signing up: address → code → password. */
export function useSignup() {
  const flow = useFlow<GetSignupValues>({ token, get: (signupToken) => client.getSignup({ signupToken }) });

  const complete = async () => {
    const completed = await flow.ask((signupToken) => client.completeSignup({ signupToken }));
    if (completed?.ok) {
      flow.forget();
      startSession(completed.sessionToken);
    }
    return completed;
  };

  return {
    signup: flow.values?.signup,
    isLoading: flow.isLoading,
    loading: flow.loading,
    complete,

    async start() {
      const created = await client.createSignup({ emailAddress: emailAddress.get() ?? "" });
      if (created.ok) flow.begin(created.signupToken, created);
      return created;
    },

    verifyCode: (code: string) =>
      flow.advance((signupToken) =>
        client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode: code }),
      ),

    sendCode: () => flow.ask((signupToken) => client.sendSignupEmailAddressVerificationCode({ signupToken })),

    async setPassword(password: string) {
      const set = await flow.ask((signupToken) => client.setSignupPassword({ signupToken, password }));
      return set?.ok ? complete() : set;
    },

    giveUp: () => flow.giveUp((signupToken) => client.deleteSignup({ signupToken })),
  };
}
