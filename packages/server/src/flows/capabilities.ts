import { actions, type capabilityActions, type Handlers, isAccepted, ok, protocolVersion } from "@tiauth/protocol";
import type { ServerInvocation } from "../invocation.ts";

export function capabilitiesFlow(): Handlers<typeof capabilityActions, ServerInvocation> {
  return {
    get_capabilities: async (_, { accepts }) =>
      ok({ protocolVersion, actions: Object.keys(actions).filter((name) => isAccepted(name, accepts)) }),
  };
}
