import { action } from "../action.ts";
import { password, sessionToken, token } from "../arguments.ts";
import { userDeletion } from "../models.ts";

const deletionToken = token("create_user_deletion");
const tokens = { session_token: sessionToken, user_deletion_token: deletionToken };
const tokenErrors = ["invalid_session_token", "invalid_user_deletion_token", "session_mismatch"] as const;

export const userDeletionActions = {
  create_user_deletion: action({
    summary: "Start the deletion of the user.",
    arguments: { session_token: sessionToken },
    values: { user_deletion: userDeletion, user_deletion_token: deletionToken },
    errors: ["invalid_session_token"],
  }),
  get_user_deletion: action({
    summary: "Get a user deletion.",
    arguments: tokens,
    values: { user_deletion: userDeletion },
    errors: tokenErrors,
  }),
  delete_user_deletion: action({
    summary: "Give a user deletion up.",
    arguments: tokens,
    errors: tokenErrors,
  }),
  verify_user_deletion_user_password: action({
    summary: "Mark the user's identity as verified if the password is right.",
    arguments: { ...tokens, password },
    errors: [...tokenErrors, "incorrect_password", "rate_limited", "user_identity_already_verified"],
  }),
  complete_user_deletion: action({
    summary: "Delete the user; their sessions and flows end.",
    arguments: tokens,
    errors: [...tokenErrors, "user_identity_not_verified"],
  }),
};
