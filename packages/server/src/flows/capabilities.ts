import type { capabilityActions, Handlers } from "@tiauth/protocol";
import { type Actions, actions, cliSigninActions, isAccepted, ok, protocolVersion } from "@tiauth/protocol";
import type { ServerInvocation } from "../invocation.ts";
import type { Settings } from "../settings.ts";

/** The actions that there are with these settings: one that is off is unknown, as if nobody had declared it. */
export function offeredActions({ cliSignin }: Settings): Actions {
  if (cliSignin !== "off") return actions;
  const offered = Object.entries(actions).filter(([name]) => !Object.hasOwn(cliSigninActions, name));
  return Object.fromEntries(offered) as Actions; // some are missing: a call of those that are left is a call all the same
}

export function capabilitiesFlow(settings: Settings): Handlers<typeof capabilityActions, ServerInvocation> {
  const offered = Object.keys(offeredActions(settings));

  return {
    get_capabilities: async (_, { accepts }) =>
      ok({ protocolVersion, actions: offered.filter((name) => isAccepted(name, accepts)) }),
  };
}
