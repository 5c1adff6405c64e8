import type { sessionRenewalActions } from "@tiauth/protocol";
import { expect } from "vitest";
import { succeeded } from "../harness/index.ts";
import type { Scenarios } from "./scenario.ts";

export const sessionRenewalScenarios: Scenarios<typeof sessionRenewalActions> = {
  renew_session: {
    ok: async ({ client, ...scene }) => {
      const { sessionToken } = await scene.person();
      const { session } = await succeeded(client.getSession({ sessionToken }));
      const outcome = await succeeded(client.renewSession({ sessionToken }));
      expect(outcome.session).toEqual(session);
      return outcome;
    },
    invalid_session_token: async ({ client, ...scene }) => {
      const { sessionToken } = await scene.person();
      await succeeded(client.deleteSession({ sessionToken }));
      return client.renewSession({ sessionToken });
    },
  },
};
