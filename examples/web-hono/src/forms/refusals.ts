import type { CookieClient, ErrorCodeOf } from "@tiauth/client";

/** The fields that a refusal can be about, as forms name them. */
export type FieldName = "email_address" | "code" | "password" | "new_password";

/** What was wrong, for people. */
export interface Problem {
  /** The field to point to; undefined where it is about the form, or about nothing they typed. */
  readonly field?: FieldName | undefined;
  readonly text: string;
}

const expired = { text: "This took too long, or was finished in another window. Please start again." };
const outOfStep = { text: "This step was done already, or is not due yet. Please start again." };
const signedOut = { text: "Your session has ended. Please sign in again." };

/** What to say about each. A code that is missing here does not compile. */
const problems: Readonly<Record<ErrorCodeOf<CookieClient>, Problem>> = {
  invalid_email_address: { field: "email_address", text: "This does not look like an e-mail address." },
  email_address_not_allowed: { field: "email_address", text: "This address cannot be used here." },
  email_address_already_used: { field: "email_address", text: "This address already belongs to an account." },
  user_not_found: { field: "email_address", text: "There is no account with this address." },
  user_disabled: { field: "email_address", text: "This account has been disabled." },

  incorrect_email_address_verification_code: {
    field: "code",
    text: "This code is wrong or too old. See the newest mail.",
  },
  incorrect_temporary_password: { field: "code", text: "This is not the temporary password of the newest mail." },

  incorrect_password: { field: "password", text: "This password is not right." },
  invalid_password_length: { field: "new_password", text: "A password has 10 to 100 characters." },
  weak_password: { field: "new_password", text: "This password is too easy to guess. Choose another one." },

  invalid_signup_token: expired,
  invalid_signin_token: expired,
  invalid_user_email_address_update_token: expired,
  invalid_password_update_token: expired,
  invalid_user_password_reset_token: expired,
  invalid_user_deletion_token: expired,
  session_mismatch: expired,

  email_address_already_verified: outOfStep,
  email_address_not_verified: outOfStep,
  password_already_set: outOfStep,
  password_not_set: outOfStep,
  new_password_already_set: outOfStep,
  new_password_not_set: outOfStep,
  user_first_factor_already_verified: outOfStep,
  user_first_factor_not_verified: outOfStep,
  user_identity_already_verified: outOfStep,
  user_identity_not_verified: outOfStep,

  invalid_session_token: signedOut,
  session_not_found: { text: "This device was signed out already." },
  session_not_created: { text: "Your password is set. Please sign in with it." },

  rate_limited: { text: "That was once too often. Please wait a minute or more." },
  internal_conflict: { text: "Something else happened just then. Please try again." },
  internal_error: { text: "Something broke on the server. Please try again." },
};

const known: ReadonlyMap<string, Problem> = new Map(Object.entries(problems));

/** An auth server that is newer than this application may refuse with a code that it does not know. */
export const problemOf = (code: string): Problem => known.get(code) ?? problems.internal_error;
