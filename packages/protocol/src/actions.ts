import { sessionActions } from "./faroe/session.ts";
import { signinActions } from "./faroe/signin.ts";
import { signupActions } from "./faroe/signup.ts";
import { userDeletionActions } from "./faroe/user-deletion.ts";
import { userEmailAddressUpdateActions } from "./faroe/user-email-address-update.ts";
import { userPasswordResetActions } from "./faroe/user-password-reset.ts";
import { userPasswordUpdateActions } from "./faroe/user-password-update.ts";

/** The 39 actions of the auth server, by wire name. */
export const actions = {
  ...signupActions,
  ...signinActions,
  ...sessionActions,
  ...userEmailAddressUpdateActions,
  ...userPasswordUpdateActions,
  ...userPasswordResetActions,
  ...userDeletionActions,
};
export type Actions = typeof actions;
export type ActionName = keyof Actions;
