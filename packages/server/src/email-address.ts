import type { User } from "@tiauth/protocol";
import type { ServerInvocation } from "./invocation.ts";

const form = /^[A-Za-z0-9!#%&'*+\-/=?^_{|}~.]+@[A-Za-z0-9.-]+$/;

/** At most 100 bytes of the characters that every mail server takes. Nothing is normalised. */
export const isEmailAddress = (text: string) => text.length <= 100 && form.test(text);

/** All spellings of an address share their limits. */
export const limitKey = (emailAddress: string) => emailAddress.toLowerCase();

/** Whom a mail goes to, in whose language: nothing else of a user or a request ever reaches the e-mail port. */
export const recipientOf = (
  user: Pick<User, "emailAddress" | "displayName">,
  { acceptLanguage }: ServerInvocation,
) => ({
  emailAddress: user.emailAddress,
  displayName: user.displayName,
  acceptLanguage,
});
