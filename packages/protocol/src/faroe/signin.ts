import { action } from "../action.ts";
import { emailAddress, password, sessionToken, token } from "../arguments.ts";
import { session, signin } from "../models.ts";

const tokens = { signin_token: token("create_signin") };

export const signinActions = {
  create_signin: action({
    summary: "Start a signin.",
    arguments: { user_email_address: emailAddress },
    values: { signin, signin_token: tokens.signin_token },
    errors: ["invalid_email_address", "user_disabled", "user_not_found"],
  }),
  get_signin: action({
    summary: "Get a signin.",
    arguments: tokens,
    values: { signin },
    errors: ["invalid_signin_token"],
  }),
  delete_signin: action({
    summary: "Give a signin up.",
    arguments: tokens,
    errors: ["invalid_signin_token"],
  }),
  verify_signin_user_password: action({
    summary: "Mark the first factor as verified if the password is right.",
    arguments: { ...tokens, password },
    errors: ["incorrect_password", "invalid_signin_token", "rate_limited", "user_first_factor_already_verified"],
  }),
  complete_signin: action({
    summary: "Create a session; the user is told by mail.",
    arguments: tokens,
    values: { session, session_token: sessionToken },
    errors: ["invalid_signin_token", "user_first_factor_not_verified"],
  }),
};
