import type { userPasswordResetActions } from "@tiauth/protocol";
import { expect } from "vitest";
import { succeeded } from "../harness/index.ts";
import { expectOneMail, isSession, mailsAbout, userAt } from "./effects.ts";
import { shortPassword, useUp, weakPassword, wrongTemporaryPassword } from "./guesses.ts";
import { refusalsOf } from "./refusals.ts";
import type { Scenarios } from "./scenario.ts";
import {
  complete,
  deleteReset,
  getReset,
  ready,
  setNewPassword,
  started,
  verified,
  verifyTemporaryPassword,
} from "./stages/user-password-reset.ts";

const { refused, givenUp } = refusalsOf({ get: getReset, giveUp: deleteReset });
const gone = expect.objectContaining({ errorCode: "invalid_user_password_reset_token" });
const subject = "Password reset temporary password";

export const userPasswordResetScenarios: Scenarios<typeof userPasswordResetActions> = {
  create_user_password_reset: {
    ok: async (scene) => {
      const { userId, emailAddress } = scene.account();
      const outcome = await succeeded(scene.client.createUserPasswordReset({ userEmailAddress: emailAddress }));
      await expectOneMail(scene, subject, emailAddress);
      const { userPasswordReset: created, userPasswordResetToken } = outcome;
      expect(created).toMatchObject({ userId, userFirstFactorVerified: false, newPasswordSet: false });
      const got = await succeeded(scene.client.getUserPasswordReset({ userPasswordResetToken }));
      expect(got.userPasswordReset).toEqual(created);
      return outcome;
    },
    invalid_email_address: ({ client }) => client.createUserPasswordReset({ userEmailAddress: "somebody" }),
    rate_limited: async (scene) => {
      const { emailAddress: userEmailAddress } = scene.account();
      await useUp(() => succeeded(scene.client.createUserPasswordReset({ userEmailAddress })));
      const outcome = await scene.client.createUserPasswordReset({ userEmailAddress });
      expect(mailsAbout(scene, subject, userEmailAddress)).toHaveLength(5);
      return outcome;
    },
    user_disabled: async ({ client, smtp, account, userServer }) => {
      const { userId, emailAddress } = account();
      userServer.disable(userId);
      const outcome = await client.createUserPasswordReset({ userEmailAddress: emailAddress });
      expect(smtp.mailsTo(emailAddress)).toEqual([]);
      return outcome;
    },
    user_not_found: async ({ client, smtp, freshAddress }) => {
      const userEmailAddress = freshAddress();
      const outcome = await client.createUserPasswordReset({ userEmailAddress });
      expect(smtp.mailsTo(userEmailAddress)).toEqual([]);
      return outcome;
    },
  },
  get_user_password_reset: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await succeeded(getReset(scene, flow));
      expect(outcome.userPasswordReset).toMatchObject({ userId: flow.person.userId, newPasswordSet: false });
      return outcome;
    },
    invalid_user_password_reset_token: givenUp(started, getReset),
  },
  delete_user_password_reset: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await deleteReset(scene, flow);
      expect(await getReset(scene, flow)).toEqual(gone);
      return outcome;
    },
    invalid_user_password_reset_token: givenUp(started, deleteReset),
  },
  verify_user_password_reset_temporary_password: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await verifyTemporaryPassword(scene, flow);
      expect(await getReset(scene, flow)).toMatchObject({ userPasswordReset: { userFirstFactorVerified: true } });
      return outcome;
    },
    incorrect_temporary_password: refused(started, (scene, flow) =>
      verifyTemporaryPassword(scene, flow, wrongTemporaryPassword),
    ),
    invalid_user_password_reset_token: givenUp(started, verifyTemporaryPassword),
    rate_limited: refused(started, async (scene, flow) => {
      await useUp(() => verifyTemporaryPassword(scene, flow, wrongTemporaryPassword));
      return verifyTemporaryPassword(scene, flow);
    }),
    user_first_factor_already_verified: refused(verified, verifyTemporaryPassword),
  },
  set_user_password_reset_new_password: {
    ok: async (scene) => {
      const flow = await verified(scene);
      const outcome = await setNewPassword(scene, flow);
      expect(await getReset(scene, flow)).toMatchObject({ userPasswordReset: { newPasswordSet: true } });
      return outcome;
    },
    invalid_password_length: refused(verified, (scene, flow) => setNewPassword(scene, flow, shortPassword)),
    invalid_user_password_reset_token: givenUp(verified, setNewPassword),
    new_password_already_set: async (scene) => {
      const flow = await ready(scene);
      const outcome = await setNewPassword(scene, flow, scene.freshPassword());
      await succeeded(complete(scene, flow));
      await scene.signIn({ ...flow.person, password: flow.newPassword }); // the first one that was set
      return outcome;
    },
    user_first_factor_not_verified: refused(started, setNewPassword),
    weak_password: refused(verified, (scene, flow) => setNewPassword(scene, flow, weakPassword)),
  },
  complete_user_password_reset: {
    ok: async (scene) => {
      const flow = await ready(scene);
      const { emailAddress } = flow.person;
      const before = await scene.signIn(flow.person);
      const outcome = await succeeded(complete(scene, flow));
      expect(await isSession(scene, before.sessionToken)).toBe(false);
      expect(await isSession(scene, outcome.sessionToken)).toBe(true);
      expect(await userAt(scene, emailAddress)).toMatchObject({ passwordHashCounter: 1, sessionsCounter: 1 });
      await expectOneMail(scene, "Password updated", emailAddress);
      expect(await getReset(scene, flow)).toEqual(gone);
      await scene.signIn({ emailAddress, password: flow.newPassword });
      return outcome;
    },
    invalid_user_password_reset_token: givenUp(ready, complete),
    new_password_not_set: refused(verified, complete),
    // The application disables the user at that very moment: the password is changed, and works once they are enabled.
    session_not_created: async (scene) => {
      const flow = await ready(scene);
      const { userId, emailAddress } = flow.person;
      scene.userServer.intercept("update_user_password_hash", async ({ answer }) => {
        const updated = await answer();
        scene.userServer.disable(userId);
        return updated;
      });
      const outcome = await complete(scene, flow);
      scene.userServer.enable(userId);
      await scene.signIn({ emailAddress, password: flow.newPassword });
      return outcome;
    },
    user_first_factor_not_verified: refused(started, complete),
  },
};
