import { action } from "../action.ts";
import { emailAddress, emailAddressVerificationCode, password, sessionToken, token } from "../arguments.ts";
import { session, signup } from "../models.ts";

const tokens = { signup_token: token("create_signup") };

export const signupActions = {
  create_signup: action({
    summary: "Start a signup and mail a verification code to the address.",
    arguments: { email_address: emailAddress },
    values: { signup, signup_token: tokens.signup_token },
    errors: ["email_address_already_used", "email_address_not_allowed", "invalid_email_address", "rate_limited"],
  }),
  get_signup: action({
    summary: "Get a signup.",
    arguments: tokens,
    values: { signup },
    errors: ["invalid_signup_token"],
  }),
  delete_signup: action({
    summary: "Give a signup up.",
    arguments: tokens,
    errors: ["invalid_signup_token"],
  }),
  send_signup_email_address_verification_code: action({
    summary: "Mail a new verification code; the one before stops working.",
    arguments: tokens,
    errors: ["email_address_already_verified", "invalid_signup_token", "rate_limited"],
  }),
  verify_signup_email_address_verification_code: action({
    summary: "Mark the address as verified if the code is right.",
    arguments: { ...tokens, email_address_verification_code: emailAddressVerificationCode },
    errors: [
      "email_address_already_verified",
      "incorrect_email_address_verification_code",
      "invalid_signup_token",
      "rate_limited",
    ],
  }),
  set_signup_password: action({
    summary: "Set the password of the user to be.",
    arguments: { ...tokens, password },
    errors: [
      "email_address_not_verified",
      "invalid_password_length",
      "invalid_signup_token",
      "password_already_set",
      "weak_password",
    ],
  }),
  complete_signup: action({
    summary: "Create the user, and a session for them.",
    arguments: tokens,
    values: { session, session_token: sessionToken },
    errors: ["email_address_not_verified", "invalid_signup_token", "password_not_set", "session_not_created"],
  }),
};
