import { actions, type capabilityActions, protocolVersion } from "@tiauth/protocol";
import { expect } from "vitest";
import { succeeded } from "../harness/index.ts";
import type { Scenarios } from "./scenario.ts";

export const capabilityScenarios: Scenarios<typeof capabilityActions> = {
  get_capabilities: {
    ok: async ({ client }) => {
      const outcome = await succeeded(client.getCapabilities());
      expect(outcome.protocolVersion).toBe(protocolVersion);
      expect(outcome.actions).toEqual(Object.keys(actions));
      return outcome;
    },
  },
};
