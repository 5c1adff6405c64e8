import { action } from "../action.ts";
import { password, sessionToken, token } from "../arguments.ts";
import { userPasswordUpdate } from "../models.ts";

const updateToken = token("create_user_password_update");
const tokens = { session_token: sessionToken, user_password_update_token: updateToken };
// Spelt without `user_`: existing clients know it so.
const tokenErrors = ["invalid_password_update_token", "invalid_session_token", "session_mismatch"] as const;

export const userPasswordUpdateActions = {
  create_user_password_update: action({
    summary: "Start a change of the password.",
    arguments: { session_token: sessionToken },
    values: { user_password_update: userPasswordUpdate, user_password_update_token: updateToken },
    errors: ["invalid_session_token"],
  }),
  get_user_password_update: action({
    summary: "Get a password update.",
    arguments: tokens,
    values: { user_password_update: userPasswordUpdate },
    errors: tokenErrors,
  }),
  delete_user_password_update: action({
    summary: "Give a password update up.",
    arguments: tokens,
    errors: tokenErrors,
  }),
  verify_user_password_update_user_password: action({
    summary: "Mark the user's identity as verified if the old password is right.",
    arguments: { ...tokens, password },
    errors: [...tokenErrors, "incorrect_password", "rate_limited", "user_identity_already_verified"],
  }),
  set_user_password_update_new_password: action({
    summary: "Set the new password; possible once.",
    arguments: { ...tokens, password },
    errors: [
      ...tokenErrors,
      "invalid_password_length",
      "new_password_already_set",
      "user_identity_not_verified",
      "weak_password",
    ],
  }),
  complete_user_password_update: action({
    summary: "Change the password; the user is told by mail.",
    arguments: tokens,
    errors: [...tokenErrors, "new_password_not_set", "user_identity_not_verified"],
  }),
};
