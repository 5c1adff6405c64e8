import type { userDeletionActions } from "@tiauth/protocol";
import { expect } from "vitest";
import { succeeded } from "../harness/index.ts";
import { isSession, userAt } from "./effects.ts";
import { useUp, wrongPassword } from "./guesses.ts";
import { refusalsInSession } from "./refusals.ts";
import type { Scenarios } from "./scenario.ts";
import { complete, deleteDeletion, getDeletion, ready, started, verifyPassword } from "./stages/user-deletion.ts";

const { refused, givenUp, signedOut, elsewhere } = refusalsInSession({ get: getDeletion, giveUp: deleteDeletion });
const gone = expect.objectContaining({ errorCode: "invalid_user_deletion_token" });

export const userDeletionScenarios: Scenarios<typeof userDeletionActions> = {
  create_user_deletion: {
    ok: async ({ client, person }) => {
      const { userId, sessionToken } = await person();
      const outcome = await succeeded(client.createUserDeletion({ sessionToken }));
      const { userDeletion: created, userDeletionToken } = outcome;
      expect(created).toMatchObject({ userId, userIdentityVerified: false });
      const got = await succeeded(client.getUserDeletion({ sessionToken, userDeletionToken }));
      expect(got.userDeletion).toEqual(created);
      return outcome;
    },
    invalid_session_token: signedOut(started, ({ client }, { tokens: { sessionToken } }) =>
      client.createUserDeletion({ sessionToken }),
    ),
  },
  get_user_deletion: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await succeeded(getDeletion(scene, flow));
      expect(outcome.userDeletion).toMatchObject({ userId: flow.person.userId, userIdentityVerified: false });
      return outcome;
    },
    invalid_session_token: signedOut(started, getDeletion),
    invalid_user_deletion_token: givenUp(started, getDeletion),
    session_mismatch: elsewhere(started, getDeletion),
  },
  delete_user_deletion: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await deleteDeletion(scene, flow);
      expect(await getDeletion(scene, flow)).toEqual(gone);
      return outcome;
    },
    invalid_session_token: signedOut(started, deleteDeletion),
    invalid_user_deletion_token: givenUp(started, deleteDeletion),
    session_mismatch: elsewhere(started, deleteDeletion),
  },
  verify_user_deletion_user_password: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await verifyPassword(scene, flow);
      expect(await getDeletion(scene, flow)).toMatchObject({ userDeletion: { userIdentityVerified: true } });
      return outcome;
    },
    incorrect_password: refused(started, (scene, flow) => verifyPassword(scene, flow, wrongPassword)),
    invalid_session_token: signedOut(started, verifyPassword),
    invalid_user_deletion_token: givenUp(started, verifyPassword),
    rate_limited: refused(started, async (scene, flow) => {
      await useUp(() => verifyPassword(scene, flow, wrongPassword));
      return verifyPassword(scene, flow);
    }),
    session_mismatch: elsewhere(started, verifyPassword),
    user_identity_already_verified: refused(ready, verifyPassword),
  },
  complete_user_deletion: {
    ok: async (scene) => {
      const flow = await ready(scene);
      const outcome = await complete(scene, flow);
      expect(await userAt(scene, flow.person.emailAddress)).toBeUndefined();
      expect(await isSession(scene, flow.person.sessionToken)).toBe(false);
      return outcome;
    },
    invalid_session_token: signedOut(ready, complete),
    invalid_user_deletion_token: givenUp(ready, complete),
    session_mismatch: elsewhere(ready, complete),
    user_identity_not_verified: refused(started, complete),
  },
};
