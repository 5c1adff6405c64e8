import type { CommonError } from "./action.ts";
import type { Actions } from "./actions.ts";
import type { UserServerActions } from "./user-server.ts";

type ErrorsOf<C extends Record<string, { errors: readonly string[] }>> = C[keyof C]["errors"][number];

/** Every code that an action of the auth server or of a user server can answer. */
export type ErrorCode = CommonError | ErrorsOf<Actions> | ErrorsOf<UserServerActions>;

/** What each code means, one sentence each. */
export const errorCodes = {
  cli_signin_denied: "Whoever got the mail has denied this signin.",
  cli_signin_not_approved: "The link in the mail has to be opened and approved first.",
  email_address_already_used: "Another user has this e-mail address.",
  email_address_already_verified: "The e-mail address of this flow is verified already.",
  email_address_not_allowed: "The operator does not allow this e-mail address.",
  email_address_not_verified: "The code from the mail has to be verified first.",
  incorrect_cli_signin_code: "The code is wrong, or too many wrong ones were tried.",
  incorrect_email_address_verification_code: "The code is wrong, too old, or was replaced by a newer one.",
  incorrect_password: "The password is wrong.",
  incorrect_temporary_password: "The temporary password is wrong.",
  internal_conflict: "Another request changed the same record first; try again.",
  internal_error: "Something broke; the operator's log has it under the invocation id.",
  invalid_approval_token: "The signin does not exist, has ended or has expired.",
  invalid_cli_signin_token: "The signin does not exist, has ended or has expired.",
  invalid_client_name: "The name of the client is empty, too long, or has characters that may not stand in a mail.",
  invalid_email_address: "This is not an e-mail address that can be used here.",
  invalid_password_length: "The password is too short or too long.",
  invalid_password_update_token: "The password update does not exist, has ended or has expired.",
  invalid_session_token: "The session does not exist, has ended or has expired; sign in again.",
  invalid_signin_token: "The signin does not exist, has ended or has expired.",
  invalid_signup_token: "The signup does not exist, has ended or has expired.",
  invalid_user_deletion_token: "The user deletion does not exist, has ended or has expired.",
  invalid_user_email_address_update_token: "The e-mail address update does not exist, has ended or has expired.",
  invalid_user_password_reset_token: "The password reset does not exist, has ended or has expired.",
  new_password_already_set: "The new password of this flow is set already.",
  new_password_not_set: "The new password has to be set first.",
  password_already_set: "The password of this signup is set already.",
  password_not_set: "The password has to be set first.",
  rate_limited: "Too many attempts or mails; wait and try again.",
  session_mismatch: "The flow was started in another session.",
  session_not_found: "The user has no such session, or it has ended.",
  session_not_created: "The change was made, but no session could be created; sign in.",
  user_disabled: "The user is disabled.",
  user_first_factor_already_verified: "The first factor of this flow is verified already.",
  user_first_factor_not_verified: "The first factor has to be verified first.",
  user_identity_already_verified: "The user's identity is verified already in this flow.",
  user_identity_not_verified: "The user's password has to be verified first.",
  user_not_found: "There is no such user.",
  weak_password: "The password is too easy to guess.",
} as const satisfies Record<ErrorCode, string>;
