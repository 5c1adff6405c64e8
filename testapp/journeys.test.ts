import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Served, succeeded, userServerKinds, type World } from "./harness/index.ts";
import { type OpenStage, onOneFile, onTwoNodes } from "./harness/stages.ts";

const refused = (errorCode: string) => expect.objectContaining({ ok: false, errorCode });
const done = expect.objectContaining({ ok: true });
const code = "[A-HJ-NP-Z2-9]{8}";
const temporaryPassword = "[A-HJ-NP-Z2-9]{12}";

const stages = [
  ...userServerKinds.map((userServer) => [`the ${userServer} user server`, onOneFile("1"), { userServer }] as const),
  ...onTwoNodes.map(([title, stage]) => [title, stage, {}] as const),
];

describe.each(stages)("with %s, a person", (_, { missing, open }, options) => {
  let stage: OpenStage;
  let world: World<Served>;
  beforeAll(async () => {
    if (missing) return;
    stage = await open();
    world = await stage.start({ ...options, secret: "secret of the journeys" });
  });
  afterAll(async () => {
    await world?.close();
    await stage?.close();
  });
  const it = test.skipIf(missing);

  /** Every mail that the journeys ought to bring about; the last test holds it against those that came. */
  const expected: string[] = [];
  const expectMails = (to: string, ...subjects: readonly string[]) =>
    void expected.push(...subjects.map((subject) => `"${subject}" to ${to}`));
  const join = async (emailAddress?: string) => {
    const person = await world.signUp(emailAddress);
    expectMails(person.emailAddress, "Signup verification code");
    return person;
  };
  const signIn: World["signIn"] = async (person) => {
    expectMails(person.emailAddress, "Sign-in detected");
    return world.signIn(person);
  };
  const isSignedIn = async (sessionToken: string) => (await world.client.getSession({ sessionToken })).ok;
  const storedUser = async (userId: string) => (await succeeded(world.userServer.users.getUser({ userId }))).user;

  it("signs up with the code from the mail, and signs in", async () => {
    const { client, smtp } = world;
    const emailAddress = world.freshAddress();
    const { signupToken } = await succeeded(client.createSignup({ emailAddress }));
    const mail = await smtp.nextMail(emailAddress);
    expect(mail).toMatchObject({ from: "auth@example.com", to: [emailAddress], subject: "Signup verification code" });
    expect(mail.text).toMatch(new RegExp(`^Your email address verification code is ${code}\\.$`, "m"));
    const emailAddressVerificationCode = new RegExp(`is (${code})\\.`).exec(mail.text)?.[1] ?? "";
    await succeeded(client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode }));
    const password = " ❤ spaces at both ends stay ❤ ";
    await succeeded(client.setSignupPassword({ signupToken, password }));
    const { session, sessionToken } = await succeeded(client.completeSignup({ signupToken }));
    expectMails(emailAddress, "Signup verification code");

    expect((await succeeded(client.getSession({ sessionToken }))).session).toEqual(session);
    expect(await storedUser(session.userId)).toMatchObject({ emailAddress, displayName: "", passwordHashCounter: 0 });
    const { userId } = await signIn({ emailAddress, password });
    expect(userId).toBe(session.userId);
    const notice = await smtp.nextMail(emailAddress, { subject: "Sign-in detected" });
    expect(notice.text).toMatch(/ on [A-Z][a-z]+ \d{1,2}, \d{4} \d\d:\d\d:\d\d \(UTC\)\./);
    const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
    const trimmed = await client.verifySigninUserPassword({ signinToken, password: password.trim() });
    expect(trimmed).toEqual(refused("incorrect_password"));
  });

  it("changes the e-mail address: a code to the new one, a notice to the old one", async () => {
    const { client, smtp } = world;
    const { emailAddress, password, sessionToken, userId } = await join();
    const newEmailAddress = world.freshAddress();
    const { userEmailAddressUpdateToken } = await succeeded(
      client.createUserEmailAddressUpdate({ sessionToken, newEmailAddress }),
    );
    const tokens = { sessionToken, userEmailAddressUpdateToken };
    const mail = await smtp.nextMail(newEmailAddress, { subject: "Email update verification code" });
    expect(mail.text).toMatch(new RegExp(`^Your verification code is ${code}\\.$`, "m"));
    const emailAddressVerificationCode = new RegExp(`is (${code})\\.`).exec(mail.text)?.[1] ?? "";
    await succeeded(
      client.verifyUserEmailAddressUpdateEmailAddressVerificationCode({ ...tokens, emailAddressVerificationCode }),
    );
    await succeeded(client.verifyUserEmailAddressUpdateUserPassword({ ...tokens, password }));
    await succeeded(client.completeUserEmailAddressUpdate(tokens));
    expectMails(newEmailAddress, "Email update verification code");
    expectMails(emailAddress, "Email updated");

    expect(await storedUser(userId)).toMatchObject({ emailAddress: newEmailAddress, emailAddressCounter: 1 });
    expect((await smtp.nextMail(emailAddress, { subject: "Email updated" })).text).toContain(newEmailAddress);
    expect(await isSignedIn(sessionToken)).toBe(true);
    expect(await client.createSignin({ userEmailAddress: emailAddress })).toEqual(refused("user_not_found"));
    await signIn({ emailAddress: newEmailAddress, password });
  });

  it("changes the password, and stays signed in", async () => {
    const { client } = world;
    const { emailAddress, password, sessionToken, userId } = await join();
    const { userPasswordUpdateToken } = await succeeded(client.createUserPasswordUpdate({ sessionToken }));
    const tokens = { sessionToken, userPasswordUpdateToken };
    await succeeded(client.verifyUserPasswordUpdateUserPassword({ ...tokens, password }));
    const newPassword = world.freshPassword();
    await succeeded(client.setUserPasswordUpdateNewPassword({ ...tokens, password: newPassword }));
    await succeeded(client.completeUserPasswordUpdate(tokens));
    expectMails(emailAddress, "Password updated");

    expect(await storedUser(userId)).toMatchObject({ passwordHashCounter: 1, sessionsCounter: 0 });
    expect(await isSignedIn(sessionToken)).toBe(true);
    const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
    expect(await client.verifySigninUserPassword({ signinToken, password })).toEqual(refused("incorrect_password"));
    await signIn({ emailAddress, password: newPassword });
  });

  it("resets the password with the temporary one from the mail, which signs out everywhere else", async () => {
    const { client, smtp } = world;
    const { emailAddress, sessionToken: oldSessionToken, userId } = await join();
    const { userPasswordResetToken } = await succeeded(
      client.createUserPasswordReset({ userEmailAddress: emailAddress }),
    );
    const mail = await smtp.nextMail(emailAddress, { subject: "Password reset temporary password" });
    expect(mail.text).toMatch(new RegExp(`^Your password reset temporary password is ${temporaryPassword}\\.$`, "m"));
    const temporary = new RegExp(`is (${temporaryPassword})\\.`).exec(mail.text)?.[1] ?? "";
    const verify = (temporaryPassword: string) =>
      client.verifyUserPasswordResetTemporaryPassword({ userPasswordResetToken, temporaryPassword });
    expect(await verify(temporary.toLowerCase())).toEqual(refused("incorrect_temporary_password"));
    expect(await verify(temporary)).toEqual(done);
    const password = world.freshPassword();
    await succeeded(client.setUserPasswordResetNewPassword({ userPasswordResetToken, password }));
    const { session, sessionToken } = await succeeded(client.completeUserPasswordReset({ userPasswordResetToken }));
    expectMails(emailAddress, "Password reset temporary password", "Password updated", "Sign-in detected");

    expect(session.userId).toBe(userId);
    expect([await isSignedIn(sessionToken), await isSignedIn(oldSessionToken)]).toEqual([true, false]);
    await signIn({ emailAddress, password });
  });

  it("signs out, and signs out everywhere", async () => {
    const { client } = world;
    const person = await join();
    const [one, other, third] = [person, await signIn(person), await signIn(person)];
    const areSignedIn = () => Promise.all([one, other, third].map(({ sessionToken }) => isSignedIn(sessionToken)));
    await succeeded(client.deleteSession(one));
    expect(await areSignedIn()).toEqual([false, true, true]);
    await succeeded(client.deleteAllSessions(other));
    expect(await areSignedIn()).toEqual([false, false, false]);
    expect(await isSignedIn((await signIn(person)).sessionToken)).toBe(true);
  });

  it("deletes the account, and can sign up again", async () => {
    const { client, userServer: backend } = world;
    const { emailAddress, password, sessionToken, userId } = await join();
    const { userDeletionToken } = await succeeded(client.createUserDeletion({ sessionToken }));
    const tokens = { sessionToken, userDeletionToken };
    await succeeded(client.verifyUserDeletionUserPassword({ ...tokens, password }));
    expect(await client.createSignup({ emailAddress })).toEqual(refused("email_address_already_used"));
    await succeeded(client.completeUserDeletion(tokens));

    expect(await backend.users.getUser({ userId })).toEqual(refused("user_not_found"));
    expect(await isSignedIn(sessionToken)).toBe(false);
    const again = await join(emailAddress);
    expect(again.userId).not.toBe(userId);
    expect(await isSignedIn(sessionToken)).toBe(false);
  });

  it("got exactly these mails", async () => {
    await world.tiauth.stop(); // Tiauth hands over what is still on its way first
    const came = world.smtp.mails.map(({ subject, to }) => `"${subject}" to ${to.join(", ")}`);
    expect(came.toSorted()).toEqual(expected.toSorted());
  });
});
