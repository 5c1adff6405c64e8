import { action } from "../action.ts";
import { emailAddress, password, sessionToken, temporaryPassword, token } from "../arguments.ts";
import { session, userPasswordReset } from "../models.ts";

const tokens = { user_password_reset_token: token("create_user_password_reset") };

export const userPasswordResetActions = {
  create_user_password_reset: action({
    summary: "Start a password reset and mail a temporary password.",
    arguments: { user_email_address: emailAddress },
    values: {
      user_password_reset: userPasswordReset,
      user_password_reset_token: tokens.user_password_reset_token,
    },
    errors: ["invalid_email_address", "rate_limited", "user_disabled", "user_not_found"],
  }),
  get_user_password_reset: action({
    summary: "Get a password reset.",
    arguments: tokens,
    values: { user_password_reset: userPasswordReset },
    errors: ["invalid_user_password_reset_token"],
  }),
  delete_user_password_reset: action({
    summary: "Give a password reset up.",
    arguments: tokens,
    errors: ["invalid_user_password_reset_token"],
  }),
  verify_user_password_reset_temporary_password: action({
    summary: "Mark the first factor as verified if the temporary password is right.",
    arguments: { ...tokens, temporary_password: temporaryPassword },
    errors: [
      "incorrect_temporary_password",
      "invalid_user_password_reset_token",
      "rate_limited",
      "user_first_factor_already_verified",
    ],
  }),
  set_user_password_reset_new_password: action({
    summary: "Set the new password; possible once.",
    arguments: { ...tokens, password },
    errors: [
      "invalid_password_length",
      "invalid_user_password_reset_token",
      "new_password_already_set",
      "user_first_factor_not_verified",
      "weak_password",
    ],
  }),
  complete_user_password_reset: action({
    summary: "Change the password and create a session; the user is told by mail.",
    arguments: tokens,
    values: { session, session_token: sessionToken },
    errors: [
      "invalid_user_password_reset_token",
      "new_password_not_set",
      "session_not_created",
      "user_first_factor_not_verified",
    ],
  }),
};
