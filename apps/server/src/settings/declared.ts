import type { Settings as CoreSettings } from "@tiauth/server";
import type { Declared, ValuesOf } from "./declare.ts";
import { cliSigninSettings } from "./declared/cli-signin.ts";
import { emailSettings } from "./declared/email.ts";
import { lifetimeSettings } from "./declared/lifetimes.ts";
import { limitSettings } from "./declared/limits.ts";
import { mailSettings } from "./declared/mails.ts";
import { networkSettings } from "./declared/network.ts";
import { passwordSettings } from "./declared/passwords.ts";
import { privacySettings } from "./declared/privacy.ts";
import { securityEventSettings } from "./declared/security-events.ts";
import { sessionSettings } from "./declared/sessions.ts";
import { storageSettings } from "./declared/storage.ts";

/** Every variable in the order in which it is documented, by section. */
export const sections = {
  Network: networkSettings,
  "Storage and process": storageSettings,
  "Security events": securityEventSettings,
  "E-mail": emailSettings,
  "What mails look like": mailSettings,
  Sessions: sessionSettings,
  Limits: limitSettings,
  Passwords: passwordSettings,
  Privacy: privacySettings,
  "Signing in from a command line": cliSigninSettings,
  Lifetimes: lifetimeSettings,
};

/** Every setting. The core's own stand under the core's names, so a new one does not compile until it is declared. */
export const declared = {
  ...networkSettings,
  ...storageSettings,
  ...securityEventSettings,
  ...emailSettings,
  ...mailSettings,
  ...sessionSettings,
  ...limitSettings,
  ...passwordSettings,
  ...privacySettings,
  ...cliSigninSettings,
  ...lifetimeSettings,
} satisfies { readonly [K in keyof CoreSettings]: Declared<CoreSettings[K]> };

export type SettingName = keyof typeof declared;
export type DeclaredValues = ValuesOf<typeof declared>;
