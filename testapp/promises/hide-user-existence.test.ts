import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditableEnvironment, auditEnumeration } from "../harness/audit-enumeration.ts";
import { startWorld, succeeded, type World } from "../harness/index.ts";

const subjectsTo = (world: World, emailAddress: string) =>
  world.smtp.mailsTo(emailAddress).map(({ subject }) => subject);

describe("P1: with TIAUTH_HIDE_USER_EXISTENCE=true", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ env: { TIAUTH_HIDE_USER_EXISTENCE: "true", ...auditableEnvironment } });
  });
  afterAll(() => world.close());

  it("P1: signing up at an address that is taken is answered as at any other, and its owner is told by mail", async () => {
    const { emailAddress } = await world.signUp();
    const [taken, free] = [emailAddress, world.freshAddress()];
    for (const address of [taken, free]) {
      const { signup, signupToken } = await succeeded(world.client.createSignup({ emailAddress: address }));
      expect(signup).toMatchObject({ emailAddress: address, emailAddressVerified: false });
      await succeeded(world.client.sendSignupEmailAddressVerificationCode({ signupToken }));
      expect(
        await world.client.verifySignupEmailAddressVerificationCode({
          signupToken,
          emailAddressVerificationCode: "AAAAAAAA",
        }),
      ).toMatchObject({ errorCode: "incorrect_email_address_verification_code" });
    }
    const code = "Signup verification code";
    expect(subjectsTo(world, taken)).toEqual([code, "You already have an account", "You already have an account"]);
    expect(subjectsTo(world, free)).toEqual([code, code]);
  });

  it("P1: somebody who does not exist, or is disabled, is answered as anybody is", async () => {
    const [person, disabled] = [await world.signUp(), await world.signUp()];
    world.userServer.disable(disabled.userId);
    const answers = [];
    for (const userEmailAddress of [person.emailAddress, disabled.emailAddress, world.freshAddress()]) {
      const { signin, signinToken } = await succeeded(world.client.createSignin({ userEmailAddress }));
      const reset = await succeeded(world.client.createUserPasswordReset({ userEmailAddress }));
      const { userPasswordReset, userPasswordResetToken } = reset;
      answers.push([
        signin.userId,
        userPasswordReset.userId,
        await codeOf(world.client.verifySigninUserPassword({ signinToken, password: "this is only a guess" })),
        await codeOf(world.client.completeSignin({ signinToken })),
        await codeOf(
          world.client.verifyUserPasswordResetTemporaryPassword({
            userPasswordResetToken,
            temporaryPassword: "AAAAAAAAAAAA",
          }),
        ),
        await codeOf(world.client.completeUserPasswordReset({ userPasswordResetToken })),
      ]);
      const subject = userEmailAddress === person.emailAddress ? /temporary password/ : /^No account/;
      expect(subjectsTo(world, userEmailAddress).at(-1)).toMatch(subject);
    }
    const unverified = "user_first_factor_not_verified";
    const alike = ["", "", "incorrect_password", unverified, "incorrect_temporary_password", unverified];
    expect(answers).toEqual([alike, alike, alike]);
  });

  it("P1: @faroe/client signs up, signs in and resets a password as ever, and learns the user id in time", async () => {
    const { faroe, smtp } = world;
    const { emailAddress, password, userId } = await world.signUp();
    const { signin, signinToken } = await succeeded(faroe.createSignin(emailAddress));
    expect(signin.userId).toBe("");
    await succeeded(faroe.verifySigninUserPassword(signinToken, password));
    expect((await succeeded(faroe.getSignin(signinToken))).signin.userId).toBe(userId);
    expect((await succeeded(faroe.completeSignin(signinToken))).session.userId).toBe(userId);

    const reset = await succeeded(faroe.createUserPasswordReset(emailAddress));
    const token = reset.userPasswordResetToken;
    const temporaryPassword = await smtp.nextCode(emailAddress, { subject: "Password reset temporary password" });
    await succeeded(faroe.verifyUserPasswordResetTemporaryPassword(token, temporaryPassword));
    await succeeded(faroe.setUserPasswordResetNewPassword(token, world.freshPassword()));
    expect((await succeeded(faroe.completeUserPasswordReset(token))).session.userId).toBe(userId);
  });

  it("P1: tiauth audit-enumeration finds no difference", async () => {
    const { emailAddress } = await world.signUp();
    const audit = await auditEnumeration({
      url: world.tiauth.url,
      known: [emailAddress],
      unknown: [world.freshAddress()],
      samples: 30,
      toleranceMilliseconds: 1000, // the times are the fault suite's
    });
    expect(audit).toMatchObject({ exitCode: 0 });
    expect(audit.output.at(-1)).toMatch(/^INDISTINGUISHABLE/);
  });

  it("C2: the audit log has the flow of somebody who does not exist, and no user", async () => {
    const { signin } = await succeeded(world.client.createSignin({ userEmailAddress: world.freshAddress() }));
    const line = await world.tiauth.log({ flow_id: signin.id });
    expect(line).toMatchObject({ action: "create_signin", result: "ok" });
    expect(line).not.toHaveProperty("user_id");
  });
});

it("P1: without it tiauth audit-enumeration tells the difference, by codes", async () => {
  const world = await startWorld({ env: auditableEnvironment });
  try {
    const { emailAddress } = await world.signUp();
    const subjects = { known: [emailAddress], unknown: [world.freshAddress()] };
    const audit = await auditEnumeration({
      url: world.tiauth.url,
      ...subjects,
      samples: 20,
      toleranceMilliseconds: 1000,
    });
    expect(audit).toMatchObject({ exitCode: 1 });
    const rows = audit.output.filter((line) => line.startsWith("create_"));
    expect(rows).toEqual(Array(3).fill(expect.stringMatching(/distinguishable by code$/)));
  } finally {
    await world.close();
  }
});

async function codeOf(answer: Promise<{ readonly ok: boolean; readonly errorCode?: string }>): Promise<string> {
  const { ok, errorCode = "" } = await answer;
  return ok ? "ok" : errorCode;
}
