import type { Client, Signup } from "@tiauth/client";
import { succeeded } from "../harness/succeeded.ts";
import type { Guesses } from "./guesses.ts";
import type { Fact } from "./ledger.ts";

type Refusable = { readonly ok: boolean; readonly errorCode?: string };

/** What can be seen from outside of what was answered. */
export function factsOf(client: Client) {
  return {
    sessionOpens: (sessionToken: string): Fact => ({
      what: "a session that was made",
      holds: async () => (await client.getSession({ sessionToken })).ok,
    }),
    sessionIsOver: (sessionToken: string): Fact => ({
      what: "a session that was ended",
      holds: isRefusedWith("invalid_session_token", () => client.getSession({ sessionToken })),
    }),
    newSignin: (signinToken: string): Fact => ({
      what: "a signin that was created",
      holds: async () => (await client.getSignin({ signinToken })).ok,
    }),
    verifiedSignin: (signinToken: string): Fact => ({
      what: "a password that was verified",
      holds: async () => (await succeeded(client.getSignin({ signinToken }))).signin.userFirstFactorVerified,
    }),
    signinIsOver: (signinToken: string): Fact => ({
      what: "a signin that is over",
      holds: isRefusedWith("invalid_signin_token", () => client.completeSignin({ signinToken })),
    }),
    signupIs: (signupToken: string, expected: Partial<Signup>): Fact => ({
      what: `a signup with ${JSON.stringify(expected)}`,
      holds: async () => {
        const { signup } = await succeeded(client.getSignup({ signupToken }));
        return Object.entries({ ...signup, ...expected }).every(([name, value]) => ({ ...signup })[name] === value);
      },
    }),
    signupIsOver: (signupToken: string): Fact => ({
      what: "a signup that is over",
      holds: isRefusedWith("invalid_signup_token", () => client.completeSignup({ signupToken })),
    }),
    /** Spends what is left. A guess that nobody heard the answer of may have been charged. */
    guessesAreCounted: (guesses: Guesses): Fact => ({
      what: "a limit that was charged",
      holds: async () => {
        while (await guesses.isLookedAt());
        const { answered, unanswered, allowed } = guesses;
        return answered <= allowed && answered + unanswered >= allowed;
      },
    }),
  };
}

export type Facts = ReturnType<typeof factsOf>;

const isRefusedWith = (errorCode: string, call: () => Promise<Refusable>) => async () =>
  (await call()).errorCode === errorCode;
