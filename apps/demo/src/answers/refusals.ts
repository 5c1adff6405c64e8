import { maxPasswordLength, minPasswordLength } from "../form/password-rules.ts";
import type { ErrorCode, LocalCode } from "./outcome.ts";

/** What a form can ask for. */
export type FieldName = "emailAddress" | "code" | "password";

export interface Refusal {
  /**
   * What the page does about it:
   * a field: point to it.
   * "step": ask the server where the flow is, and show that step; another tab or a lost answer was quicker.
   * "flow": start again.
   * "session": go to the sign-in page.
   * "server": nothing but say it; the same again may work.
   */
  readonly about: FieldName | "step" | "flow" | "session" | "server";
  /** At most two lines on a phone. */
  readonly text: string;
}

/** A code that is missing here does not compile. */
export const refusals: Readonly<Record<ErrorCode | LocalCode, Refusal>> = {
  invalid_email_address: { about: "emailAddress", text: "This does not look like an e-mail address." },
  email_address_not_allowed: {
    about: "emailAddress",
    text: "This address cannot be used here. Take another one.",
  },
  email_address_already_used: { about: "emailAddress", text: "This address already belongs to an account." },
  user_not_found: { about: "emailAddress", text: "There is no account with this address." },
  user_disabled: { about: "emailAddress", text: "This account has been disabled." },

  code_incomplete: { about: "code", text: "This is not the whole code yet." },
  incorrect_email_address_verification_code: {
    about: "code",
    text: "This code is wrong or too old. See the newest mail.",
  },
  incorrect_temporary_password: { about: "code", text: "This is not the temporary password of the newest mail." },

  password_missing: { about: "password", text: "Please enter your password." },
  incorrect_password: { about: "password", text: "This password is not right." },
  invalid_password_length: {
    about: "password",
    text: `A password has ${minPasswordLength} to ${maxPasswordLength} characters.`,
  },
  weak_password: { about: "password", text: "This password is too easy to guess. Choose another one." },

  session_not_found: { about: "step", text: "This session has ended already." },
  email_address_already_verified: { about: "step", text: "This address is verified already." },
  email_address_not_verified: { about: "step", text: "Your address has to be verified first." },
  password_already_set: { about: "step", text: "The password is set already." },
  password_not_set: { about: "step", text: "A password has to be set first." },
  new_password_already_set: { about: "step", text: "The new password is set already." },
  new_password_not_set: { about: "step", text: "A new password has to be set first." },
  user_first_factor_already_verified: { about: "step", text: "Your password was checked already." },
  user_first_factor_not_verified: { about: "step", text: "Your password has to be checked first." },
  user_identity_already_verified: { about: "step", text: "Your password was checked already." },
  user_identity_not_verified: { about: "step", text: "Your password has to be checked first." },

  invalid_signup_token: { about: "flow", text: "This sign-up has expired, or was completed. Please start again." },
  cli_signin_denied: { about: "flow", text: "This was denied." },
  cli_signin_not_approved: { about: "step", text: "This has to be approved first." },
  incorrect_cli_signin_code: { about: "code", text: "This code is wrong." },
  invalid_approval_token: { about: "flow", text: "This took too long, or has ended. Please try again." },
  invalid_cli_signin_token: { about: "flow", text: "This took too long, or has ended. Please try again." },
  invalid_client_name: { about: "flow", text: "This name cannot be used." },
  invalid_signin_token: { about: "flow", text: "This took too long, or your account has changed. Please try again." },
  invalid_user_email_address_update_token: {
    about: "flow",
    text: "This change of address has expired, or was completed. Please start again.",
  },
  invalid_password_update_token: {
    about: "flow",
    text: "This change of password has expired, or was completed. Please start again.",
  },
  invalid_user_password_reset_token: {
    about: "flow",
    text: "This password reset has expired, or was completed. Please start again.",
  },
  invalid_user_deletion_token: { about: "flow", text: "This deletion has expired. Please start again." },
  session_mismatch: { about: "flow", text: "This was begun in another session. Please start again." },

  invalid_session_token: { about: "session", text: "Your session has ended. Please sign in again." },
  session_not_created: { about: "session", text: "Your password is set. Please sign in with it." },

  rate_limited: { about: "server", text: "That was once too often. Please wait a minute or more." },
  internal_conflict: { about: "server", text: "Something else happened just then. Please try again." },
  internal_error: { about: "server", text: "Something broke on the server. Please try again." },
};
