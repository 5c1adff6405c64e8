import type { cliSigninActions } from "@tiauth/protocol";
import { expect } from "vitest";
import { succeeded } from "../harness/index.ts";
import { isSession, userAt } from "./effects.ts";
import { useUp, wrongCode } from "./guesses.ts";
import type { Scenarios } from "./scenario.ts";
import type { Scene } from "./scene.ts";

const clientName = "acme deploy 2.1";
const subject = `Sign in to ${clientName}`;
const nobodys = "aaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaa";

/** A tool has asked to be signed in as somebody, who has got the mail. */
async function asked(scene: Scene, { at = scene.account().emailAddress, client = scene.client } = {}) {
  const { cliSigninToken } = await succeeded(client.createCliSignin({ userEmailAddress: at, clientName }));
  const mail = await scene.smtp.nextMail(at, { subject });
  const approvalToken = /\/cli#(\S+)$/m.exec(mail.text)?.[1] ?? "";
  return { emailAddress: at, client, cliSigninToken, approvalToken };
}
type Asked = Awaited<ReturnType<typeof asked>>;

/** The same, and they have approved it. */
async function approved(scene: Scene, how?: Parameters<typeof asked>[1]) {
  const flow = await asked(scene, how);
  const { code } = await succeeded(flow.client.approveCliSignin(flow));
  return { ...flow, code };
}

const statusOf = async ({ client, cliSigninToken }: Asked) =>
  (await succeeded(client.getCliSignin({ cliSigninToken }))).cliSignin.status;

export const cliSigninScenarios: Scenarios<typeof cliSigninActions> = {
  create_cli_signin: {
    ok: async (scene) => {
      const { emailAddress } = scene.account();
      const outcome = await succeeded(scene.client.createCliSignin({ userEmailAddress: emailAddress, clientName }));
      expect(outcome.cliSignin).toMatchObject({ userEmailAddress: emailAddress, clientName, status: "pending" });
      const mail = await scene.smtp.nextMail(emailAddress, { subject });
      expect(mail.text).toContain(`${clientName} asks to be signed in as you.`);
      expect(mail.text).not.toContain(outcome.cliSigninToken);
      return outcome;
    },
    email_address_not_allowed: ({ open }) =>
      open.createCliSignin({ userEmailAddress: "somebody@example.org", clientName }),
    invalid_client_name: ({ client, account }) =>
      client.createCliSignin({ userEmailAddress: account().emailAddress, clientName: "see http://example.org" }),
    invalid_email_address: ({ client }) => client.createCliSignin({ userEmailAddress: "somebody", clientName }),
    rate_limited: async ({ client, account }) => {
      const { emailAddress } = account();
      const ask = () => client.createCliSignin({ userEmailAddress: emailAddress, clientName });
      for (let mails = 0; mails < 5; mails++) await succeeded(ask());
      return ask();
    },
    user_disabled: ({ client, account, userServer }) => {
      const { userId, emailAddress } = account();
      userServer.disable(userId);
      return client.createCliSignin({ userEmailAddress: emailAddress, clientName });
    },
    user_not_found: ({ client, freshAddress }) =>
      client.createCliSignin({ userEmailAddress: freshAddress(), clientName }),
  },
  get_cli_signin: {
    ok: async (scene) => {
      const flow = await asked(scene);
      return succeeded(scene.client.getCliSignin(flow));
    },
    invalid_cli_signin_token: ({ client }) => client.getCliSignin({ cliSigninToken: nobodys }),
    rate_limited: async (scene) => {
      const flow = await asked(scene);
      const polls = Array.from({ length: 30 }, () => scene.client.getCliSignin(flow));
      const answers = await Promise.all(polls);
      return answers.find(({ ok }) => !ok) ?? scene.client.getCliSignin(flow);
    },
  },
  get_cli_signin_request: {
    ok: async (scene) => {
      const flow = await asked(scene);
      const outcome = await succeeded(scene.client.getCliSigninRequest(flow));
      const expected = { userEmailAddress: flow.emailAddress, clientName, clientAddress: "127.0.0.0/24" };
      expect(outcome.cliSigninRequest).toMatchObject({ ...expected, status: "pending" });
      return outcome;
    },
    invalid_approval_token: ({ client }) => client.getCliSigninRequest({ approvalToken: nobodys }),
  },
  approve_cli_signin: {
    ok: async (scene) => {
      const flow = await asked(scene);
      const outcome = await succeeded(scene.client.approveCliSignin(flow));
      expect(outcome.code).toMatch(/^[A-HJ-NP-Z2-9]{8}$/);
      expect(await statusOf(flow)).toBe("approved");
      return outcome;
    },
    cli_signin_denied: async (scene) => {
      const flow = await asked(scene);
      await succeeded(scene.client.denyCliSignin(flow));
      return scene.client.approveCliSignin(flow);
    },
    invalid_approval_token: async (scene) => {
      const flow = await asked(scene);
      const outcome = await scene.client.approveCliSignin({ approvalToken: flow.cliSigninToken });
      expect(await statusOf(flow)).toBe("pending");
      return outcome;
    },
  },
  deny_cli_signin: {
    ok: async (scene) => {
      const flow = await approved(scene);
      const outcome = await scene.client.denyCliSignin(flow);
      expect(await statusOf(flow)).toBe("denied");
      return outcome;
    },
    invalid_approval_token: async (scene) => {
      const flow = await approved(scene);
      const outcome = await scene.client.denyCliSignin({ approvalToken: flow.cliSigninToken });
      expect(await statusOf(flow)).toBe("approved");
      return outcome;
    },
  },
  complete_cli_signin: {
    ok: async (scene) => {
      const flow = await approved(scene, { at: scene.freshAddress(), client: scene.open });
      const outcome = await succeeded(scene.open.completeCliSignin(flow));
      const user = await userAt(scene, flow.emailAddress);
      expect(outcome.session.userId).toBe(user?.id);
      expect(await isSession({ ...scene, client: scene.open }, outcome.sessionToken)).toBe(true);
      return outcome;
    },
    cli_signin_denied: async (scene) => {
      const flow = await approved(scene);
      await succeeded(scene.client.denyCliSignin(flow));
      return scene.client.completeCliSignin(flow);
    },
    cli_signin_not_approved: async (scene) => {
      const flow = await asked(scene);
      return scene.client.completeCliSignin({ ...flow, code: wrongCode });
    },
    incorrect_cli_signin_code: async (scene) => {
      const flow = await approved(scene);
      const outcome = await scene.client.completeCliSignin({ ...flow, code: wrongCode });
      expect(await scene.client.completeCliSignin(flow)).toMatchObject({ ok: true });
      return outcome;
    },
    invalid_cli_signin_token: async (scene) => {
      const flow = await approved(scene);
      return scene.client.completeCliSignin({ ...flow, cliSigninToken: flow.approvalToken });
    },
    rate_limited: async (scene) => {
      const flow = await approved(scene);
      await useUp(() => scene.client.completeCliSignin({ ...flow, code: wrongCode }));
      return scene.client.completeCliSignin(flow);
    },
    session_not_created: async (scene) => {
      const flow = await approved(scene, { at: scene.freshAddress(), client: scene.open });
      scene.userServer.intercept("create_user", async ({ answer }) => {
        const created = await answer();
        return { ...created, body: created.body.replace('"disabled":false', '"disabled":true') };
      });
      const outcome = await scene.open.completeCliSignin(flow);
      expect(await userAt(scene, flow.emailAddress)).toBeDefined();
      return outcome;
    },
    user_disabled: async (scene) => {
      const account = scene.account();
      const flow = await approved(scene, { at: account.emailAddress });
      scene.userServer.disable(account.userId);
      return scene.client.completeCliSignin(flow);
    },
    user_not_found: async (scene) => {
      const flow = await approved(scene);
      const user = await userAt(scene, flow.emailAddress);
      if (user) scene.userServer.put({ ...user, emailAddress: scene.freshAddress() });
      return scene.client.completeCliSignin(flow);
    },
  },
};
