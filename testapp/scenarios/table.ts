import type { Actions } from "@tiauth/protocol";
import { capabilityScenarios } from "./capabilities.ts";
import { cliSigninScenarios } from "./cli-signin.ts";
import type { Scenarios } from "./scenario.ts";
import { sessionScenarios } from "./session.ts";
import { sessionRenewalScenarios } from "./session-renewal.ts";
import { signinScenarios } from "./signin.ts";
import { signupScenarios } from "./signup.ts";
import { userDeletionScenarios } from "./user-deletion.ts";
import { userEmailAddressUpdateScenarios } from "./user-email-address-update.ts";
import { userPasswordResetScenarios } from "./user-password-reset.ts";
import { userPasswordUpdateScenarios } from "./user-password-update.ts";
import { userSessionScenarios } from "./user-sessions.ts";

/** Every action with every outcome. */
export const scenarios: Scenarios<Actions> = {
  ...signupScenarios,
  ...signinScenarios,
  ...sessionScenarios,
  ...userEmailAddressUpdateScenarios,
  ...userPasswordUpdateScenarios,
  ...userPasswordResetScenarios,
  ...userDeletionScenarios,
  ...capabilityScenarios,
  ...userSessionScenarios,
  ...sessionRenewalScenarios,
  ...cliSigninScenarios,
};
