import { sessionActions } from "./faroe/session.ts";
import { signinActions } from "./faroe/signin.ts";
import { signupActions } from "./faroe/signup.ts";
import { userDeletionActions } from "./faroe/user-deletion.ts";
import { userEmailAddressUpdateActions } from "./faroe/user-email-address-update.ts";
import { userPasswordResetActions } from "./faroe/user-password-reset.ts";
import { userPasswordUpdateActions } from "./faroe/user-password-update.ts";
import { capabilityActions } from "./tiauth/capabilities.ts";
import { cliSigninActions } from "./tiauth/cli-signin.ts";
import { sessionRenewalActions } from "./tiauth/session-renewal.ts";
import { userSessionActions } from "./tiauth/user-sessions.ts";

/** The 39 actions of the Faroe protocol, by wire name. */
export const faroeActions = {
  ...signupActions,
  ...signinActions,
  ...sessionActions,
  ...userEmailAddressUpdateActions,
  ...userPasswordUpdateActions,
  ...userPasswordResetActions,
  ...userDeletionActions,
};

/** What Tiauth has beside them for the people of an application. */
const sessionExtras = { ...capabilityActions, ...userSessionActions, ...sessionRenewalActions };

/** What Tiauth has beside them. */
export const tiauthActions = { ...sessionExtras, ...cliSigninActions };

/** The actions that an application's own pages have a use for: signing in from a command line has its own page. */
export const pageActions = { ...faroeActions, ...sessionExtras };
export type PageActionName = keyof typeof pageActions;

/** All actions of the auth server, by wire name. */
export const actions = { ...faroeActions, ...tiauthActions };
export type Actions = typeof actions;
export type ActionName = keyof Actions;
