import { inspect } from "node:util";
import { randomBytes } from "@tiauth/records";
import { createContext } from "./context.ts";
import { capabilitiesFlow } from "./flows/capabilities.ts";
import { cliSigninFlow } from "./flows/cli-signin.ts";
import { sessionFlow } from "./flows/session.ts";
import { signinFlow } from "./flows/signin.ts";
import { signupFlow } from "./flows/signup.ts";
import { userDeletionFlow } from "./flows/user-deletion.ts";
import { userEmailAddressUpdateFlow } from "./flows/user-email-address-update.ts";
import { userPasswordResetFlow } from "./flows/user-password-reset.ts";
import { userPasswordUpdateFlow } from "./flows/user-password-update.ts";
import { createInvoke } from "./invoke.ts";
import type { Ports } from "./ports.ts";
import { defaultSettings, type Settings } from "./settings.ts";

type Required = "storage" | "users" | "email" | "passwordHasher";

/** What to embed: four ports, whatever else is to differ from its default, and settings. */
export interface ServerOptions extends Pick<Ports, Required>, Partial<Omit<Ports, Required>> {
  readonly settings?: Partial<Settings>;
}

/**
 * The auth server without a network: `invoke` never rejects, `idle` resolves when no notice is on its way any more, and
 * `forget` empties the caches: to be called after something else than this server has emptied the storage.
 */
export function createServer({ settings: chosen, ...given }: ServerOptions) {
  const settings: Settings = { ...defaultSettings, ...chosen };
  const now = given.now ?? (() => new Date());
  const ports: Ports = {
    passwordAlgorithms: [],
    temporaryPasswordHasher: given.passwordHasher,
    rateLimitStorage: given.storage,
    isBreachedPassword: () => false,
    isEmailAddressAllowed: () => true,
    now,
    randomBytes,
    reportError: (accident) => process.stderr.write(`${inspect(accident)}\n`),
    audit: () => undefined,
    observe: () => undefined,
    ...given,
  };
  const context = createContext(ports, settings);
  const invoke = createInvoke(context, {
    ...signupFlow(context),
    ...signinFlow(context),
    ...sessionFlow(context),
    ...userEmailAddressUpdateFlow(context),
    ...userPasswordUpdateFlow(context),
    ...userPasswordResetFlow(context),
    ...userDeletionFlow(context),
    ...capabilitiesFlow(settings),
    ...cliSigninFlow(context),
  });
  return { invoke, idle: context.background.idle, forget: context.forget, hashing: context.passwords.load };
}
export type Server = ReturnType<typeof createServer>;
