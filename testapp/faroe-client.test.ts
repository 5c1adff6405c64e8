import { Client, type Session } from "@faroe/client";
import { faroeActions, toCamel } from "@tiauth/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, succeeded, type World } from "./harness/index.ts";

/** The client's public methods: one per action, and one that all of them call. */
const methods = Object.getOwnPropertyNames(Client.prototype).filter(
  (name) => name !== "constructor" && name !== "sendActionInvocationRequest",
);
const exercised = new Set<string>();

let world: World;
let faroe: Client;
beforeAll(async () => {
  world = await startWorld({ userServer: "async", secret: "faroe-client-secret" });
  faroe = new Proxy(world.faroe, {
    get: (client, name) => {
      exercised.add(String(name));
      return Reflect.get(client, name);
    },
  });
});
afterAll(() => world.close());

const minutes = 60_000;
const id = expect.stringMatching(/^[a-z2-9]{24}$/);
const refusal = (errorCode: string) => ({ ok: false, actionInvocationId: id, errorCode });
const success = { ok: true, actionInvocationId: id };
const lifetimeOf = ({ createdAt, expiresAt }: Pick<Session, "createdAt" | "expiresAt">) =>
  Number(expiresAt) - Number(createdAt);

describe("@faroe/client, as it comes from npm", () => {
  it("signs up", async () => {
    const emailAddress = world.freshAddress();
    expect(await faroe.createSignup("nobody")).toEqual(refusal("invalid_email_address"));
    const { signup, signupToken } = await succeeded(faroe.createSignup(emailAddress));
    expect(signup).toMatchObject({ id, emailAddress, emailAddressVerified: false, passwordSet: false });
    expect(lifetimeOf(signup)).toBe(20 * minutes);
    const oldCode = await world.smtp.nextCode(emailAddress);
    expect(await faroe.sendSignupEmailAddressVerificationCode(signupToken)).toEqual(success);
    const code = await world.smtp.nextCode(emailAddress);
    expect(await faroe.verifySignupEmailAddressVerificationCode(signupToken, oldCode)).toEqual(
      refusal("incorrect_email_address_verification_code"),
    );
    expect(await faroe.verifySignupEmailAddressVerificationCode(signupToken, code)).toEqual(success);
    expect(await faroe.setSignupPassword(signupToken, "short")).toEqual(refusal("invalid_password_length"));
    expect(await faroe.completeSignup(signupToken)).toEqual(refusal("password_not_set"));
    expect(await faroe.setSignupPassword(signupToken, world.freshPassword())).toEqual(success);
    const { signup: ready } = await succeeded(faroe.getSignup(signupToken));
    expect(ready).toEqual({ ...signup, emailAddressVerified: true, passwordSet: true });
    const { session, sessionToken } = await succeeded(faroe.completeSignup(signupToken));
    expect(session).toEqual((await succeeded(faroe.getSession(sessionToken))).session);
    expect(lifetimeOf(session)).toBe(90 * 24 * 60 * minutes);
  });

  it("gives a signup up", async () => {
    const { signupToken } = await succeeded(faroe.createSignup(world.freshAddress()));
    expect(await faroe.deleteSignup(signupToken)).toEqual(success);
    expect(await faroe.getSignup(signupToken)).toEqual(refusal("invalid_signup_token"));
  });

  it("signs in", async () => {
    const { emailAddress, password, userId } = await world.signUp();
    expect(await faroe.createSignin(world.freshAddress())).toEqual(refusal("user_not_found"));
    const { signin, signinToken } = await succeeded(faroe.createSignin(emailAddress));
    expect(signin).toMatchObject({ id, userId, userFirstFactorVerified: false });
    expect(lifetimeOf(signin)).toBe(10 * minutes);
    expect(await faroe.verifySigninUserPassword(signinToken, "wrong password")).toEqual(refusal("incorrect_password"));
    expect(await faroe.completeSignin(signinToken)).toEqual(refusal("user_first_factor_not_verified"));
    expect(await faroe.verifySigninUserPassword(signinToken, password)).toEqual(success);
    const { signin: verified } = await succeeded(faroe.getSignin(signinToken));
    expect(verified).toEqual({ ...signin, userFirstFactorVerified: true });
    const { session } = await succeeded(faroe.completeSignin(signinToken));
    expect(session).toMatchObject({ id, userId, createdAt: expect.any(Date) });
    expect(await faroe.completeSignin(signinToken)).toEqual(refusal("invalid_signin_token"));
  });

  it("gives a signin up", async () => {
    const { emailAddress } = await world.signUp();
    const { signinToken } = await succeeded(faroe.createSignin(emailAddress));
    expect(await faroe.deleteSignin(signinToken)).toEqual(success);
    expect(await faroe.deleteSignin(signinToken)).toEqual(refusal("invalid_signin_token"));
  });

  it("signs out, of one session and of all", async () => {
    const person = await world.signUp();
    const [one, other] = [await world.signIn(person), await world.signIn(person)];
    expect(await faroe.deleteSession(one.sessionToken)).toEqual(success);
    expect(await faroe.getSession(one.sessionToken)).toEqual(refusal("invalid_session_token"));
    expect(await faroe.getSession(other.sessionToken)).toMatchObject(success);
    expect(await faroe.deleteAllSessions(other.sessionToken)).toEqual(success);
    expect(await faroe.getSession(other.sessionToken)).toEqual(refusal("invalid_session_token"));
    expect(await faroe.getSession(person.sessionToken)).toEqual(refusal("invalid_session_token"));
  });

  it("changes the e-mail address", async () => {
    const { sessionToken, password, userId } = await world.signUp();
    const newEmailAddress = world.freshAddress();
    const { userEmailAddressUpdate: update, userEmailAddressUpdateToken: token } = await succeeded(
      faroe.createUserEmailAddressUpdate(sessionToken, newEmailAddress),
    );
    expect(update).toMatchObject({ id, userId, sessionId: id, newEmailAddress, newEmailAddressVerified: false });
    expect(lifetimeOf(update)).toBe(20 * minutes);
    const oldCode = await world.smtp.nextCode(newEmailAddress);
    expect(await faroe.sendUserEmailAddressUpdateEmailAddressVerificationCode(sessionToken, token)).toEqual(success);
    const verify = (code: string) =>
      faroe.verifyUserEmailAddressUpdateEmailAddressVerificationCode(sessionToken, token, code);
    expect(await verify(oldCode)).toEqual(refusal("incorrect_email_address_verification_code"));
    expect(await verify(await world.smtp.nextCode(newEmailAddress))).toEqual(success);
    expect(await faroe.verifyUserEmailAddressUpdateUserPassword(sessionToken, token, password)).toEqual(success);
    const { userEmailAddressUpdate: ready } = await succeeded(faroe.getUserEmailAddressUpdate(sessionToken, token));
    expect(ready).toEqual({ ...update, newEmailAddressVerified: true, userIdentityVerified: true });
    expect(await faroe.completeUserEmailAddressUpdate(sessionToken, token)).toEqual(success);
    await world.signIn({ emailAddress: newEmailAddress, password });
  });

  it("changes the password", async () => {
    const { emailAddress, sessionToken, password, userId } = await world.signUp();
    const { userPasswordUpdate: update, userPasswordUpdateToken: token } = await succeeded(
      faroe.createUserPasswordUpdate(sessionToken),
    );
    expect(update).toMatchObject({ id, userId, sessionId: id, userIdentityVerified: false, newPasswordSet: false });
    expect(lifetimeOf(update)).toBe(10 * minutes);
    const newPassword = world.freshPassword();
    const set = () => faroe.setUserPasswordUpdateNewPassword(sessionToken, token, newPassword);
    expect(await set()).toEqual(refusal("user_identity_not_verified"));
    expect(await faroe.verifyUserPasswordUpdateUserPassword(sessionToken, token, password)).toEqual(success);
    expect(await set()).toEqual(success);
    expect(await set()).toEqual(refusal("new_password_already_set"));
    const { userPasswordUpdate: ready } = await succeeded(faroe.getUserPasswordUpdate(sessionToken, token));
    expect(ready).toEqual({ ...update, userIdentityVerified: true, newPasswordSet: true });
    expect(await faroe.completeUserPasswordUpdate(sessionToken, token)).toEqual(success);
    expect(await faroe.getUserPasswordUpdate(sessionToken, token)).toEqual(refusal("invalid_password_update_token"));
    await world.signIn({ emailAddress, password: newPassword });
  });

  it("resets the password", async () => {
    const { emailAddress, userId } = await world.signUp();
    const { userPasswordReset: reset, userPasswordResetToken: token } = await succeeded(
      faroe.createUserPasswordReset(emailAddress),
    );
    expect(reset).toMatchObject({ id, userId, userFirstFactorVerified: false, newPasswordSet: false });
    expect(lifetimeOf(reset)).toBe(20 * minutes);
    const verify = (temporaryPassword: string) =>
      faroe.verifyUserPasswordResetTemporaryPassword(token, temporaryPassword);
    expect(await verify("wrong")).toEqual(refusal("incorrect_temporary_password"));
    expect(await verify(await world.smtp.nextCode(emailAddress))).toEqual(success);
    const password = world.freshPassword();
    expect(await faroe.setUserPasswordResetNewPassword(token, "password123")).toEqual(refusal("weak_password"));
    expect(await faroe.setUserPasswordResetNewPassword(token, password)).toEqual(success);
    const { userPasswordReset: ready } = await succeeded(faroe.getUserPasswordReset(token));
    expect(ready).toEqual({ ...reset, userFirstFactorVerified: true, newPasswordSet: true });
    const { session, sessionToken } = await succeeded(faroe.completeUserPasswordReset(token));
    expect(session).toEqual((await succeeded(faroe.getSession(sessionToken))).session);
  });

  it("gives up what a session began", async () => {
    const { sessionToken, emailAddress } = await world.signUp();
    const update = await succeeded(faroe.createUserEmailAddressUpdate(sessionToken, world.freshAddress()));
    const passwordUpdate = await succeeded(faroe.createUserPasswordUpdate(sessionToken));
    const deletion = await succeeded(faroe.createUserDeletion(sessionToken));
    const reset = await succeeded(faroe.createUserPasswordReset(emailAddress));
    const giveUp = async () => [
      await faroe.deleteUserEmailAddressUpdate(sessionToken, update.userEmailAddressUpdateToken),
      await faroe.deleteUserPasswordUpdate(sessionToken, passwordUpdate.userPasswordUpdateToken),
      await faroe.deleteUserDeletion(sessionToken, deletion.userDeletionToken),
      await faroe.deleteUserPasswordReset(reset.userPasswordResetToken),
    ];
    expect(await giveUp()).toEqual([success, success, success, success]);
    expect(await giveUp()).toEqual([
      refusal("invalid_user_email_address_update_token"),
      refusal("invalid_password_update_token"),
      refusal("invalid_user_deletion_token"),
      refusal("invalid_user_password_reset_token"),
    ]);
  });

  it("deletes the account", async () => {
    const { sessionToken, password, emailAddress, userId } = await world.signUp();
    const { userDeletion: deletion, userDeletionToken: token } = await succeeded(
      faroe.createUserDeletion(sessionToken),
    );
    expect(deletion).toMatchObject({ id, userId, sessionId: id, userIdentityVerified: false });
    expect(lifetimeOf(deletion)).toBe(10 * minutes);
    expect(await faroe.completeUserDeletion(sessionToken, token)).toEqual(refusal("user_identity_not_verified"));
    expect(await faroe.verifyUserDeletionUserPassword(sessionToken, token, password)).toEqual(success);
    const { userDeletion: ready } = await succeeded(faroe.getUserDeletion(sessionToken, token));
    expect(ready).toEqual({ ...deletion, userIdentityVerified: true });
    expect(await faroe.completeUserDeletion(sessionToken, token)).toEqual(success);
    expect(await faroe.createSignin(emailAddress)).toEqual(refusal("user_not_found"));
  });

  it("has one method per action, and all 39 were called", () => {
    expect(methods.toSorted()).toEqual(Object.keys(faroeActions).map(toCamel).toSorted());
    expect(methods).toHaveLength(39);
    expect(methods.filter((name) => !exercised.has(name))).toEqual([]);
  });
});
