import { defaultSettings, type Limit } from "@tiauth/server";
import type { Declarations } from "../declare.ts";
import { limit, limitOrOff } from "../formats.ts";
import { formatLimit } from "../limit.ts";

const limitOf = (variable: string, fallback: Limit, description: string) =>
  ({ variable, format: limit, fallback: formatLimit(fallback), description }) as const;

const addressLimitOf = (variable: string, fallback: Limit | "off", description: string) =>
  ({ variable, format: limitOrOff, fallback: formatLimit(fallback), description }) as const;

/** Token buckets: how often something may be tried. */
export const limitSettings = {
  verifyPasswordLimit: limitOf(
    "LIMIT_VERIFY_PASSWORD",
    defaultSettings.verifyPasswordLimit,
    "Password checks, per user.",
  ),
  verifyCodeLimit: limitOf(
    "LIMIT_VERIFY_CODE",
    defaultSettings.verifyCodeLimit,
    "Checks of a code from a mail, per e-mail address.",
  ),
  verifyTemporaryPasswordLimit: limitOf(
    "LIMIT_VERIFY_TEMPORARY_PASSWORD",
    defaultSettings.verifyTemporaryPasswordLimit,
    "Checks of a temporary password, per user.",
  ),
  sendEmailLimit: limitOf(
    "LIMIT_SEND_EMAIL",
    defaultSettings.sendEmailLimit,
    "Mails with a code or a temporary password, per e-mail address.",
  ),
  addressSigninLimit: addressLimitOf(
    "LIMIT_ADDRESS_SIGNIN",
    defaultSettings.addressSigninLimit,
    "`create_signin`, per client address; `off` allowed.",
  ),
  addressMailLimit: addressLimitOf(
    "LIMIT_ADDRESS_MAIL",
    defaultSettings.addressMailLimit,
    "`create_signup` and `create_user_password_reset`, per client address; `off` allowed.",
  ),
  addressFailuresLimit: addressLimitOf(
    "LIMIT_ADDRESS_FAILURES",
    defaultSettings.addressFailuresLimit,
    "Failed verifications, per client address; `off` allowed.",
  ),
} as const satisfies Declarations;
