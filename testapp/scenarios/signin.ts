import type { signinActions } from "@tiauth/protocol";
import { expect } from "vitest";
import { succeeded } from "../harness/index.ts";
import { expectOneMail, isSession } from "./effects.ts";
import { useUp, wrongPassword } from "./guesses.ts";
import { refusalsOf } from "./refusals.ts";
import type { Scenarios } from "./scenario.ts";
import { complete, deleteSignin, getSignin, ready, started, verifyPassword } from "./stages/signin.ts";

const { refused, givenUp } = refusalsOf({ get: getSignin, giveUp: deleteSignin });
const gone = expect.objectContaining({ errorCode: "invalid_signin_token" });

export const signinScenarios: Scenarios<typeof signinActions> = {
  create_signin: {
    ok: async ({ client, account }) => {
      const { userId, emailAddress } = account();
      const outcome = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
      expect(outcome.signin).toMatchObject({ userId, userFirstFactorVerified: false });
      const { signin } = await succeeded(client.getSignin({ signinToken: outcome.signinToken }));
      expect(signin).toEqual(outcome.signin);
      return outcome;
    },
    invalid_email_address: ({ client }) => client.createSignin({ userEmailAddress: "somebody" }),
    user_disabled: ({ client, account, userServer }) => {
      const { userId, emailAddress } = account();
      userServer.disable(userId);
      return client.createSignin({ userEmailAddress: emailAddress });
    },
    user_not_found: ({ client, freshAddress }) => client.createSignin({ userEmailAddress: freshAddress() }),
  },
  get_signin: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await succeeded(getSignin(scene, flow));
      expect(outcome.signin).toMatchObject({ userId: flow.person.userId, userFirstFactorVerified: false });
      return outcome;
    },
    invalid_signin_token: givenUp(started, getSignin),
  },
  delete_signin: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await deleteSignin(scene, flow);
      expect(await getSignin(scene, flow)).toEqual(gone);
      return outcome;
    },
    invalid_signin_token: givenUp(started, deleteSignin),
  },
  verify_signin_user_password: {
    ok: async (scene) => {
      const flow = await started(scene);
      const outcome = await verifyPassword(scene, flow);
      expect(await getSignin(scene, flow)).toMatchObject({ signin: { userFirstFactorVerified: true } });
      return outcome;
    },
    incorrect_password: refused(started, (scene, flow) => verifyPassword(scene, flow, wrongPassword)),
    invalid_signin_token: givenUp(started, verifyPassword),
    rate_limited: refused(started, async (scene, flow) => {
      await useUp(() => verifyPassword(scene, flow, wrongPassword));
      return verifyPassword(scene, flow);
    }),
    user_first_factor_already_verified: refused(ready, verifyPassword),
  },
  complete_signin: {
    ok: async (scene) => {
      const flow = await ready(scene);
      const outcome = await succeeded(complete(scene, flow));
      expect(outcome.session.userId).toBe(flow.person.userId);
      expect(await isSession(scene, outcome.sessionToken)).toBe(true);
      expect(await getSignin(scene, flow)).toEqual(gone);
      await expectOneMail(scene, "Sign-in detected", flow.person.emailAddress);
      return outcome;
    },
    invalid_signin_token: givenUp(ready, complete),
    user_first_factor_not_verified: refused(started, complete),
  },
};
