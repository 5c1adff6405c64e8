import { newId, type signupActions } from "@tiauth/protocol";
import { expect } from "vitest";
import { succeeded } from "../harness/index.ts";
import { changingNobody, expectOneMail, isSession, mailsAbout, userAt } from "./effects.ts";
import { shortPassword, useUp, weakPassword, wrongCode } from "./guesses.ts";
import { refusalsOf } from "./refusals.ts";
import type { Scenarios } from "./scenario.ts";
import {
  complete,
  deleteSignup,
  getSignup,
  ready,
  sendCode,
  setPassword,
  started,
  verified,
  verifyCode,
} from "./stages/signup.ts";

const { refused, givenUp } = refusalsOf({ get: getSignup, giveUp: deleteSignup });
const gone = expect.objectContaining({ errorCode: "invalid_signup_token" });
const subject = "Signup verification code";

export const signupScenarios: Scenarios<typeof signupActions> = {
  create_signup: {
    ok: async (scene) => {
      const emailAddress = scene.freshAddress();
      const outcome = await succeeded(scene.client.createSignup({ emailAddress }));
      await expectOneMail(scene, subject, emailAddress);
      const { signup } = await succeeded(scene.client.getSignup({ signupToken: outcome.signupToken }));
      expect(signup).toEqual(outcome.signup);
      return outcome;
    },
    email_address_already_used: async ({ client, smtp, account }) => {
      const { emailAddress } = account();
      const outcome = await client.createSignup({ emailAddress });
      expect(smtp.mailsTo(emailAddress)).toEqual([]);
      return outcome;
    },
    email_address_not_allowed: async ({ client, smtp }) => {
      const emailAddress = `${newId()}@example.org`;
      const outcome = await client.createSignup({ emailAddress });
      expect(smtp.mailsTo(emailAddress)).toEqual([]);
      return outcome;
    },
    invalid_email_address: async ({ client, smtp }) => {
      const emailAddress = `${newId()},${newId()}@example.com`;
      const outcome = await client.createSignup({ emailAddress });
      expect(smtp.mailsTo(emailAddress)).toEqual([]);
      return outcome;
    },
    rate_limited: async (scene) => {
      const emailAddress = scene.freshAddress();
      await useUp(() => succeeded(scene.client.createSignup({ emailAddress })));
      const outcome = await scene.client.createSignup({ emailAddress });
      expect(mailsAbout(scene, subject, emailAddress)).toHaveLength(5);
      return outcome;
    },
  },
  get_signup: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await succeeded(getSignup(scene, flow));
      const { emailAddress } = flow.person;
      expect(outcome.signup).toMatchObject({ emailAddress, emailAddressVerified: false, passwordSet: false });
      return outcome;
    },
    invalid_signup_token: givenUp(started, getSignup),
  },
  delete_signup: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await deleteSignup(scene, flow);
      expect(await getSignup(scene, flow)).toEqual(gone);
      return outcome;
    },
    invalid_signup_token: givenUp(started, deleteSignup),
  },
  send_signup_email_address_verification_code: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await sendCode(scene, flow);
      const newCode = await scene.smtp.nextCode(flow.person.emailAddress);
      expect(mailsAbout(scene, subject, flow.person.emailAddress)).toHaveLength(2);
      expect(await verifyCode(scene, flow)).toMatchObject({ ok: false });
      await succeeded(verifyCode(scene, flow, newCode));
      return outcome;
    },
    email_address_already_verified: refused(verified, async (scene, flow) => {
      const outcome = await sendCode(scene, flow);
      expect(mailsAbout(scene, subject, flow.person.emailAddress)).toHaveLength(1);
      return outcome;
    }),
    invalid_signup_token: givenUp(started, sendCode),
    rate_limited: refused(started, async (scene, flow) => {
      await useUp(() => sendCode(scene, flow));
      const outcome = await sendCode(scene, flow);
      expect(mailsAbout(scene, subject, flow.person.emailAddress)).toHaveLength(5);
      return outcome;
    }),
  },
  verify_signup_email_address_verification_code: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await verifyCode(scene, flow);
      expect(await getSignup(scene, flow)).toMatchObject({ signup: { emailAddressVerified: true } });
      return outcome;
    },
    email_address_already_verified: refused(verified, verifyCode),
    incorrect_email_address_verification_code: refused(started, (scene, flow) => verifyCode(scene, flow, wrongCode)),
    invalid_signup_token: givenUp(started, verifyCode),
    rate_limited: refused(started, async (scene, flow) => {
      await useUp(() => verifyCode(scene, flow, wrongCode));
      return verifyCode(scene, flow);
    }),
  },
  set_signup_password: {
    ok: async (scene) => {
      const flow = await verified(scene);
      const outcome = await setPassword(scene, flow);
      expect(await getSignup(scene, flow)).toMatchObject({ signup: { passwordSet: true } });
      return outcome;
    },
    email_address_not_verified: refused(started, setPassword),
    invalid_password_length: refused(verified, (scene, flow) => setPassword(scene, flow, shortPassword)),
    invalid_signup_token: givenUp(verified, setPassword),
    password_already_set: async (scene) => {
      const flow = await ready(scene);
      const outcome = await setPassword(scene, flow, scene.freshPassword());
      await succeeded(complete(scene, flow));
      await scene.signIn(flow.person); // with the first password
      return outcome;
    },
    weak_password: refused(verified, (scene, flow) => setPassword(scene, flow, weakPassword)),
  },
  complete_signup: {
    ok: async (scene) => {
      const flow = await ready(scene);
      const outcome = await succeeded(complete(scene, flow));
      expect(await userAt(scene, flow.person.emailAddress)).toMatchObject({ id: outcome.session.userId });
      expect(await isSession(scene, outcome.sessionToken)).toBe(true);
      expect(await getSignup(scene, flow)).toEqual(gone);
      return outcome;
    },
    email_address_not_verified: refused(started, complete),
    // The address was taken meanwhile: it stays theirs.
    invalid_signup_token: async (scene) => {
      const flow = await ready(scene);
      const { emailAddress } = scene.account(flow.person);
      const outcome = await changingNobody(scene, emailAddress, () => complete(scene, flow));
      expect(await getSignup(scene, flow)).toEqual(gone);
      return outcome;
    },
    password_not_set: refused(verified, complete),
    // The application lets nobody in before somebody has looked at them: the user is there, and can sign in later.
    session_not_created: async (scene) => {
      const flow = await ready(scene);
      scene.userServer.intercept("create_user", async ({ answer }) => {
        const created = await answer();
        return { ...created, body: created.body.replace('"disabled":false', '"disabled":true') };
      });
      const outcome = await complete(scene, flow);
      await scene.signIn(flow.person);
      return outcome;
    },
  },
};
