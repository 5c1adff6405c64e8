import { availableParallelism } from "node:os";
import type { Limit } from "@tiauth/records";
import type { SessionSettings } from "@tiauth/sessions";

/** What an operator may choose. Flat, so that one spread overrides any of it. */
export interface Settings extends SessionSettings {
  /** Refused inside passwords; empty if there is none. */
  readonly serviceName: string;
  /** Code points; never below 10. */
  readonly passwordMinLength: number;
  readonly signupLifetimeSeconds: number;
  readonly signinLifetimeSeconds: number;
  readonly userEmailAddressUpdateLifetimeSeconds: number;
  readonly userPasswordUpdateLifetimeSeconds: number;
  readonly userPasswordResetLifetimeSeconds: number;
  readonly userDeletionLifetimeSeconds: number;
  readonly cliSigninLifetimeSeconds: number;
  /** Who can sign in from a command line by e-mail: nobody, users, or anyone, who is made a user where there is none. */
  readonly cliSignin: "off" | "users" | "anyone";
  /** How browsers reach the pages of this server, without a slash at its end: links in mails begin with it. */
  readonly publicUrl: string;
  /** How long a verification code is good after it was last mailed. */
  readonly codeLifetimeSeconds: number;
  /** How long a user's state may be remembered for session checks; 0 = not at all. */
  readonly userCacheSeconds: number;
  /** What ends all earlier sessions of a user: nothing, a password reset, or also a password update (the caller's too). */
  readonly revokeSessions: "off" | "reset" | "all";
  /** Whether signing up, signing in and resetting a password look alike, whoever has an account. */
  readonly hideUserExistence: boolean;
  /** Per user, one bucket for all four password checks. */
  readonly verifyPasswordLimit: Limit;
  /** Per e-mail address. */
  readonly verifyCodeLimit: Limit;
  /** Per user. */
  readonly verifyTemporaryPasswordLimit: Limit;
  /** Per e-mail address. */
  readonly sendEmailLimit: Limit;
  /** Per client address: `create_signin`. */
  readonly addressSigninLimit: Limit | "off";
  /** Per client address: `create_signup` and `create_user_password_reset`. */
  readonly addressMailLimit: Limit | "off";
  /** Per client address: failed verifications. */
  readonly addressFailuresLimit: Limit | "off";
  /** Password hashes computed at once. */
  readonly hashConcurrency: number;
  /** Password hashes waiting, beyond those. */
  readonly hashQueue: number;
}

const minutes = 60;
const days = 24 * 60 * minutes;

export const defaultSettings: Settings = {
  serviceName: "",
  passwordMinLength: 10,
  signupLifetimeSeconds: 20 * minutes,
  signinLifetimeSeconds: 10 * minutes,
  userEmailAddressUpdateLifetimeSeconds: 20 * minutes,
  userPasswordUpdateLifetimeSeconds: 10 * minutes,
  userPasswordResetLifetimeSeconds: 20 * minutes,
  userDeletionLifetimeSeconds: 10 * minutes,
  cliSigninLifetimeSeconds: 10 * minutes,
  cliSignin: "off",
  publicUrl: "http://127.0.0.1:3777",
  codeLifetimeSeconds: 10 * minutes,
  sessionExpirationSeconds: 90 * days,
  sessionInactivityTimeoutSeconds: 30 * days,
  sessionRenewalWindowSeconds: 0,
  sessionActivityCheckIntervalSeconds: 1 * minutes,
  sessionCacheSeconds: 0,
  userCacheSeconds: 0,
  revokeSessions: "reset",
  hideUserExistence: false,
  verifyPasswordLimit: { burst: 5, intervalSeconds: 1 * minutes },
  verifyCodeLimit: { burst: 5, intervalSeconds: 1 * minutes },
  verifyTemporaryPasswordLimit: { burst: 5, intervalSeconds: 1 * minutes },
  sendEmailLimit: { burst: 5, intervalSeconds: 30 * minutes },
  addressSigninLimit: { burst: 30, intervalSeconds: 2 },
  addressMailLimit: { burst: 10, intervalSeconds: 1 * minutes },
  addressFailuresLimit: { burst: 20, intervalSeconds: 6 },
  hashConcurrency: Math.max(1, availableParallelism() - 1),
  hashQueue: 64,
};
