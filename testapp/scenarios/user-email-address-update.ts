import { newId, type userEmailAddressUpdateActions } from "@tiauth/protocol";
import { expect } from "vitest";
import { succeeded } from "../harness/index.ts";
import { changingNobody, expectOneMail, isSession, mailsAbout, userAt } from "./effects.ts";
import { useUp, wrongCode, wrongPassword } from "./guesses.ts";
import { refusalsInSession } from "./refusals.ts";
import type { Scenarios } from "./scenario.ts";
import {
  complete,
  deleteUpdate,
  getUpdate,
  ready,
  sendCode,
  started,
  verified,
  verifyCode,
  verifyPassword,
} from "./stages/user-email-address-update.ts";

const { refused, givenUp, signedOut, elsewhere } = refusalsInSession({ get: getUpdate, giveUp: deleteUpdate });
const gone = expect.objectContaining({ errorCode: "invalid_user_email_address_update_token" });
const subject = "Email update verification code";

export const userEmailAddressUpdateScenarios: Scenarios<typeof userEmailAddressUpdateActions> = {
  create_user_email_address_update: {
    ok: async (scene) => {
      const { userId, sessionToken } = await scene.person();
      const newEmailAddress = scene.freshAddress();
      const outcome = await succeeded(scene.client.createUserEmailAddressUpdate({ sessionToken, newEmailAddress }));
      await expectOneMail(scene, subject, newEmailAddress);
      expect(outcome.userEmailAddressUpdate).toMatchObject({ userId, newEmailAddress });
      return outcome;
    },
    email_address_already_used: async ({ client, smtp, account, person }) => {
      const { sessionToken } = await person();
      const { emailAddress: newEmailAddress } = account();
      const outcome = await client.createUserEmailAddressUpdate({ sessionToken, newEmailAddress });
      expect(smtp.mailsTo(newEmailAddress)).toEqual([]);
      return outcome;
    },
    email_address_not_allowed: async ({ client, smtp, person }) => {
      const { sessionToken } = await person();
      const newEmailAddress = `${newId()}@example.org`;
      const outcome = await client.createUserEmailAddressUpdate({ sessionToken, newEmailAddress });
      expect(smtp.mailsTo(newEmailAddress)).toEqual([]);
      return outcome;
    },
    invalid_email_address: async ({ client, smtp, person }) => {
      const { sessionToken } = await person();
      const newEmailAddress = `${newId()},${newId()}@example.com`;
      const outcome = await client.createUserEmailAddressUpdate({ sessionToken, newEmailAddress });
      expect(smtp.mailsTo(newEmailAddress)).toEqual([]);
      return outcome;
    },
    invalid_session_token: signedOut(started, async ({ client, smtp, freshAddress }, { tokens: { sessionToken } }) => {
      const newEmailAddress = freshAddress();
      const outcome = await client.createUserEmailAddressUpdate({ sessionToken, newEmailAddress });
      expect(smtp.mailsTo(newEmailAddress)).toEqual([]);
      return outcome;
    }),
    rate_limited: async (scene) => {
      const { sessionToken } = await scene.person();
      const addresses = { sessionToken, newEmailAddress: scene.freshAddress() };
      await useUp(() => succeeded(scene.client.createUserEmailAddressUpdate(addresses)));
      const outcome = await scene.client.createUserEmailAddressUpdate(addresses);
      expect(mailsAbout(scene, subject, addresses.newEmailAddress)).toHaveLength(5);
      return outcome;
    },
  },
  get_user_email_address_update: {
    ok: async (scene) => {
      const flow = await started(scene);
      const { userId } = flow.person;
      const outcome = await succeeded(getUpdate(scene, flow));
      expect(outcome.userEmailAddressUpdate).toMatchObject({ userId, newEmailAddress: flow.newEmailAddress });
      return outcome;
    },
    invalid_session_token: signedOut(started, getUpdate),
    invalid_user_email_address_update_token: givenUp(started, getUpdate),
    session_mismatch: elsewhere(started, getUpdate),
  },
  delete_user_email_address_update: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await deleteUpdate(scene, flow);
      expect(await getUpdate(scene, flow)).toEqual(gone);
      return outcome;
    },
    invalid_session_token: signedOut(started, deleteUpdate),
    invalid_user_email_address_update_token: givenUp(started, deleteUpdate),
    session_mismatch: elsewhere(started, deleteUpdate),
  },
  send_user_email_address_update_email_address_verification_code: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await sendCode(scene, flow);
      const newCode = await scene.smtp.nextCode(flow.newEmailAddress);
      expect(mailsAbout(scene, subject, flow.newEmailAddress)).toHaveLength(2);
      expect(await verifyCode(scene, flow)).toMatchObject({ ok: false });
      await succeeded(verifyCode(scene, flow, newCode));
      return outcome;
    },
    email_address_already_verified: refused(verified, async (scene, flow) => {
      const outcome = await sendCode(scene, flow);
      expect(mailsAbout(scene, subject, flow.newEmailAddress)).toHaveLength(1);
      return outcome;
    }),
    invalid_session_token: signedOut(started, sendCode),
    invalid_user_email_address_update_token: givenUp(started, sendCode),
    rate_limited: refused(started, async (scene, flow) => {
      await useUp(() => sendCode(scene, flow));
      const outcome = await sendCode(scene, flow);
      expect(mailsAbout(scene, subject, flow.newEmailAddress)).toHaveLength(5);
      return outcome;
    }),
    session_mismatch: elsewhere(started, async (scene, flow) => {
      const outcome = await sendCode(scene, flow);
      expect(mailsAbout(scene, subject, flow.newEmailAddress)).toHaveLength(1);
      return outcome;
    }),
  },
  verify_user_email_address_update_email_address_verification_code: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await verifyCode(scene, flow);
      const userEmailAddressUpdate = { newEmailAddressVerified: true, userIdentityVerified: false };
      expect(await getUpdate(scene, flow)).toMatchObject({ userEmailAddressUpdate });
      return outcome;
    },
    email_address_already_verified: refused(verified, verifyCode),
    incorrect_email_address_verification_code: refused(started, (scene, flow) => verifyCode(scene, flow, wrongCode)),
    invalid_session_token: signedOut(started, verifyCode),
    invalid_user_email_address_update_token: givenUp(started, verifyCode),
    rate_limited: refused(started, async (scene, flow) => {
      await useUp(() => verifyCode(scene, flow, wrongCode));
      return verifyCode(scene, flow);
    }),
    session_mismatch: elsewhere(started, verifyCode),
  },
  verify_user_email_address_update_user_password: {
    ok: async (scene) => {
      const flow = await verified(scene);
      const outcome = await verifyPassword(scene, flow);
      expect(await getUpdate(scene, flow)).toMatchObject({ userEmailAddressUpdate: { userIdentityVerified: true } });
      return outcome;
    },
    email_address_not_verified: refused(started, verifyPassword),
    incorrect_password: refused(verified, (scene, flow) => verifyPassword(scene, flow, wrongPassword)),
    invalid_session_token: signedOut(verified, verifyPassword),
    invalid_user_email_address_update_token: givenUp(verified, verifyPassword),
    rate_limited: refused(verified, async (scene, flow) => {
      await useUp(() => verifyPassword(scene, flow, wrongPassword));
      return verifyPassword(scene, flow);
    }),
    session_mismatch: elsewhere(verified, verifyPassword),
    user_identity_already_verified: refused(ready, verifyPassword),
  },
  complete_user_email_address_update: {
    ok: async (scene) => {
      const flow = await ready(scene);
      const outcome = await complete(scene, flow);
      const { userId, emailAddress, sessionToken } = flow.person;
      expect(await userAt(scene, flow.newEmailAddress)).toMatchObject({ id: userId, emailAddressCounter: 1 });
      expect(await userAt(scene, emailAddress)).toBeUndefined();
      await expectOneMail(scene, "Email updated", emailAddress);
      expect(await isSession(scene, sessionToken)).toBe(true);
      expect(await getUpdate(scene, flow)).toEqual(gone);
      return outcome;
    },
    email_address_not_verified: refused(started, complete),
    invalid_session_token: signedOut(ready, complete),
    // The new address was taken meanwhile: it stays theirs, and the user keeps the old one.
    invalid_user_email_address_update_token: async (scene) => {
      const flow = await ready(scene);
      const other = scene.account({ emailAddress: flow.newEmailAddress });
      const outcome = await changingNobody(scene, flow.person.emailAddress, () => complete(scene, flow));
      expect(await userAt(scene, flow.newEmailAddress)).toMatchObject({ id: other.userId });
      expect(await getUpdate(scene, flow)).toEqual(gone);
      return outcome;
    },
    session_mismatch: elsewhere(ready, complete),
    user_identity_not_verified: refused(verified, complete),
  },
};
