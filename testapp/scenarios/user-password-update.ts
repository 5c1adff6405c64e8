import type { userPasswordUpdateActions } from "@tiauth/protocol";
import { expect } from "vitest";
import { succeeded } from "../harness/index.ts";
import { expectOneMail, isSession, userAt } from "./effects.ts";
import { shortPassword, useUp, weakPassword, wrongPassword } from "./guesses.ts";
import { refusalsInSession } from "./refusals.ts";
import type { Scenarios } from "./scenario.ts";
import {
  complete,
  deleteUpdate,
  getUpdate,
  ready,
  setNewPassword,
  started,
  verified,
  verifyPassword,
} from "./stages/user-password-update.ts";

const { refused, givenUp, signedOut, elsewhere } = refusalsInSession({ get: getUpdate, giveUp: deleteUpdate });
const gone = expect.objectContaining({ errorCode: "invalid_password_update_token" });

export const userPasswordUpdateScenarios: Scenarios<typeof userPasswordUpdateActions> = {
  create_user_password_update: {
    ok: async ({ client, person }) => {
      const { userId, sessionToken } = await person();
      const outcome = await succeeded(client.createUserPasswordUpdate({ sessionToken }));
      const { userPasswordUpdate: created, userPasswordUpdateToken } = outcome;
      expect(created).toMatchObject({ userId, userIdentityVerified: false, newPasswordSet: false });
      const got = await succeeded(client.getUserPasswordUpdate({ sessionToken, userPasswordUpdateToken }));
      expect(got.userPasswordUpdate).toEqual(created);
      return outcome;
    },
    invalid_session_token: signedOut(started, ({ client }, { tokens: { sessionToken } }) =>
      client.createUserPasswordUpdate({ sessionToken }),
    ),
  },
  get_user_password_update: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await succeeded(getUpdate(scene, flow));
      expect(outcome.userPasswordUpdate).toMatchObject({ userId: flow.person.userId, userIdentityVerified: false });
      return outcome;
    },
    invalid_password_update_token: givenUp(started, getUpdate),
    invalid_session_token: signedOut(started, getUpdate),
    session_mismatch: elsewhere(started, getUpdate),
  },
  delete_user_password_update: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await deleteUpdate(scene, flow);
      expect(await getUpdate(scene, flow)).toEqual(gone);
      return outcome;
    },
    invalid_password_update_token: givenUp(started, deleteUpdate),
    invalid_session_token: signedOut(started, deleteUpdate),
    session_mismatch: elsewhere(started, deleteUpdate),
  },
  verify_user_password_update_user_password: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await verifyPassword(scene, flow);
      expect(await getUpdate(scene, flow)).toMatchObject({ userPasswordUpdate: { userIdentityVerified: true } });
      return outcome;
    },
    incorrect_password: refused(started, (scene, flow) => verifyPassword(scene, flow, wrongPassword)),
    invalid_password_update_token: givenUp(started, verifyPassword),
    invalid_session_token: signedOut(started, verifyPassword),
    rate_limited: refused(started, async (scene, flow) => {
      await useUp(() => verifyPassword(scene, flow, wrongPassword));
      return verifyPassword(scene, flow);
    }),
    session_mismatch: elsewhere(started, verifyPassword),
    user_identity_already_verified: refused(verified, verifyPassword),
  },
  set_user_password_update_new_password: {
    ok: async (scene) => {
      const flow = await verified(scene);
      const outcome = await setNewPassword(scene, flow);
      expect(await getUpdate(scene, flow)).toMatchObject({ userPasswordUpdate: { newPasswordSet: true } });
      return outcome;
    },
    invalid_password_length: refused(verified, (scene, flow) => setNewPassword(scene, flow, shortPassword)),
    invalid_password_update_token: givenUp(verified, setNewPassword),
    invalid_session_token: signedOut(verified, setNewPassword),
    new_password_already_set: async (scene) => {
      const flow = await ready(scene);
      const outcome = await setNewPassword(scene, flow, scene.freshPassword());
      await succeeded(complete(scene, flow));
      await scene.signIn({ ...flow.person, password: flow.newPassword }); // the first one that was set
      return outcome;
    },
    session_mismatch: elsewhere(verified, setNewPassword),
    user_identity_not_verified: refused(started, setNewPassword),
    weak_password: refused(verified, (scene, flow) => setNewPassword(scene, flow, weakPassword)),
  },
  complete_user_password_update: {
    ok: async (scene) => {
      const flow = await ready(scene);
      const outcome = await complete(scene, flow);
      const { emailAddress, sessionToken } = flow.person;
      expect(await userAt(scene, emailAddress)).toMatchObject({ passwordHashCounter: 1 });
      await expectOneMail(scene, "Password updated", emailAddress);
      expect(await isSession(scene, sessionToken)).toBe(true);
      expect(await getUpdate(scene, flow)).toEqual(gone);
      await scene.signIn({ emailAddress, password: flow.newPassword });
      return outcome;
    },
    invalid_password_update_token: givenUp(ready, complete),
    invalid_session_token: signedOut(ready, complete),
    new_password_not_set: refused(verified, complete),
    session_mismatch: elsewhere(ready, complete),
    user_identity_not_verified: refused(started, complete),
  },
};
