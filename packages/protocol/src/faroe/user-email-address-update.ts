import { action } from "../action.ts";
import { emailAddress, emailAddressVerificationCode, password, sessionToken, token } from "../arguments.ts";
import { userEmailAddressUpdate } from "../models.ts";

const updateToken = token("create_user_email_address_update");
const tokens = { session_token: sessionToken, user_email_address_update_token: updateToken };
const tokenErrors = ["invalid_session_token", "invalid_user_email_address_update_token", "session_mismatch"] as const;

export const userEmailAddressUpdateActions = {
  create_user_email_address_update: action({
    summary: "Start a change of the e-mail address and mail a verification code to the new one.",
    arguments: { session_token: sessionToken, new_email_address: emailAddress },
    values: {
      user_email_address_update: userEmailAddressUpdate,
      user_email_address_update_token: updateToken,
    },
    errors: [
      "email_address_already_used",
      "email_address_not_allowed",
      "invalid_email_address",
      "invalid_session_token",
      "rate_limited",
    ],
  }),
  get_user_email_address_update: action({
    summary: "Get an e-mail address update.",
    arguments: tokens,
    values: { user_email_address_update: userEmailAddressUpdate },
    errors: tokenErrors,
  }),
  delete_user_email_address_update: action({
    summary: "Give an e-mail address update up.",
    arguments: tokens,
    errors: tokenErrors,
  }),
  send_user_email_address_update_email_address_verification_code: action({
    summary: "Mail a new verification code; the one before stops working.",
    arguments: tokens,
    errors: [...tokenErrors, "email_address_already_verified", "rate_limited"],
  }),
  verify_user_email_address_update_email_address_verification_code: action({
    summary: "Mark the new address as verified if the code is right.",
    arguments: { ...tokens, email_address_verification_code: emailAddressVerificationCode },
    errors: [
      ...tokenErrors,
      "email_address_already_verified",
      "incorrect_email_address_verification_code",
      "rate_limited",
    ],
  }),
  verify_user_email_address_update_user_password: action({
    summary: "Mark the user's identity as verified if the password is right.",
    arguments: { ...tokens, password },
    errors: [
      ...tokenErrors,
      "email_address_not_verified",
      "incorrect_password",
      "rate_limited",
      "user_identity_already_verified",
    ],
  }),
  complete_user_email_address_update: action({
    summary: "Change the address; the old address is told by mail.",
    arguments: tokens,
    errors: [...tokenErrors, "email_address_not_verified", "user_identity_not_verified"],
  }),
};
