import type { Mail } from "@tiauth/server";

/**
 * What mails can say beside their own words. `{name}` in a message stands for it.
 *
 * `serviceName`, `name` (cleaned), `code` (or the temporary password), `lifetime` (of the code: `10 minutes`), `date`,
 * `time` (`15:04:05 (UTC)`), `newEmailAddress`, `clientName`, `clientLabel` and `clientAddress` (what asks to be signed in,
 * and from where), `link` (where that is approved) and the `token` in it; the texts are in the mail's language. Undefined or
 * empty = not known.
 */
export type Facts = Readonly<Record<FactName, string | undefined>>;

export type FactName =
  | "serviceName"
  | "name"
  | "code"
  | "lifetime"
  | "date"
  | "time"
  | "newEmailAddress"
  | "clientName"
  | "clientLabel"
  | "clientAddress"
  | "link"
  | "token";

/** What whoever gets the mail is to have alone. */
export const secretFacts: readonly FactName[] = ["code", "link", "token"];

/**
 * What a mail of each type knows, the service's name aside. Those to an address that nobody has proved yet know no name:
 * it may belong to somebody else than the person who chose one.
 */
export const factsByType = {
  signup_verification: ["code", "lifetime"],
  email_update_verification: ["code", "lifetime"],
  password_reset: ["name", "code", "lifetime"],
  account_exists: [],
  no_account: [],
  cli_signin_approval: ["name", "clientName", "clientLabel", "clientAddress", "link", "token", "lifetime"],
  signin_notification: ["name", "date", "time"],
  password_updated: ["name", "date", "time"],
  email_updated: ["name", "date", "time", "newEmailAddress"],
} as const satisfies Readonly<Record<Mail["type"], readonly FactName[]>>;
