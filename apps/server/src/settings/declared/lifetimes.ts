import { defaultSettings } from "@tiauth/server";
import type { Declarations } from "../declare.ts";
import { formatDuration } from "../duration.ts";
import { duration } from "../formats.ts";

const lifetime = (variable: string, fallbackSeconds: number, what: string) =>
  ({
    variable,
    format: duration(1),
    fallback: formatDuration(fallbackSeconds),
    description: `How long ${what} lives.`,
  }) as const;

const defaults = defaultSettings;

/** How long a flow may take from its create to its complete. */
export const lifetimeSettings = {
  signupLifetimeSeconds: lifetime("SIGNUP_LIFETIME", defaults.signupLifetimeSeconds, "a signup"),
  signinLifetimeSeconds: lifetime("SIGNIN_LIFETIME", defaults.signinLifetimeSeconds, "a signin"),
  userEmailAddressUpdateLifetimeSeconds: lifetime(
    "USER_EMAIL_ADDRESS_UPDATE_LIFETIME",
    defaults.userEmailAddressUpdateLifetimeSeconds,
    "an e-mail address update",
  ),
  userPasswordUpdateLifetimeSeconds: lifetime(
    "USER_PASSWORD_UPDATE_LIFETIME",
    defaults.userPasswordUpdateLifetimeSeconds,
    "a password update",
  ),
  userPasswordResetLifetimeSeconds: lifetime(
    "USER_PASSWORD_RESET_LIFETIME",
    defaults.userPasswordResetLifetimeSeconds,
    "a password reset",
  ),
  userDeletionLifetimeSeconds: lifetime(
    "USER_DELETION_LIFETIME",
    defaults.userDeletionLifetimeSeconds,
    "a user deletion",
  ),
  cliSigninLifetimeSeconds: lifetime(
    "CLI_SIGNIN_LIFETIME",
    defaults.cliSigninLifetimeSeconds,
    "a signin from a command line",
  ),
  codeLifetimeSeconds: lifetime(
    "CODE_LIFETIME",
    defaults.codeLifetimeSeconds,
    "a verification code, from when it was last mailed,",
  ),
} as const satisfies Declarations;
