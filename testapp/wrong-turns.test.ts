import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, succeeded, type World } from "./harness/index.ts";

const refused = (errorCode: string) => expect.objectContaining({ ok: false, errorCode });
const done = expect.objectContaining({ ok: true });

let world: World;
beforeAll(async () => {
  // However slow the machine is, no attempt comes back meanwhile.
  world = await startWorld({ env: { TIAUTH_LIMIT_VERIFY_PASSWORD: "5/1h" } });
});
afterAll(() => world.close());

describe("a person who takes a wrong turn", () => {
  it("mistypes the code, has it mailed again, and finds that only the new one works", async () => {
    const { client, smtp } = world;
    const emailAddress = world.freshAddress();
    const { signupToken } = await succeeded(client.createSignup({ emailAddress }));
    const verify = (emailAddressVerificationCode: string) =>
      client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode });
    const oldCode = await smtp.nextCode(emailAddress);
    expect(await verify(oldCode.slice(1))).toEqual(refused("incorrect_email_address_verification_code"));
    await succeeded(client.sendSignupEmailAddressVerificationCode({ signupToken }));
    const newCode = await smtp.nextCode(emailAddress);
    expect(newCode).not.toBe(oldCode);
    expect(await verify(oldCode)).toEqual(refused("incorrect_email_address_verification_code"));
    expect(await verify(newCode)).toEqual(done);
    expect(await verify(newCode)).toEqual(refused("email_address_already_verified"));
    const sendAgain = client.sendSignupEmailAddressVerificationCode({ signupToken });
    expect(await sendAgain).toEqual(refused("email_address_already_verified"));
  });

  it("chooses weak passwords before a good one", async () => {
    const { client, smtp } = world;
    const emailAddress = world.freshAddress();
    const { signupToken } = await succeeded(client.createSignup({ emailAddress }));
    const set = (password: string) => client.setSignupPassword({ signupToken, password });
    expect(await set(world.freshPassword())).toEqual(refused("email_address_not_verified"));
    const emailAddressVerificationCode = await smtp.nextCode(emailAddress);
    await succeeded(client.verifySignupEmailAddressVerificationCode({ signupToken, emailAddressVerificationCode }));
    expect(await set("too short")).toEqual(refused("invalid_password_length"));
    expect(await set("😀".repeat(9))).toEqual(refused("invalid_password_length"));
    expect(await set("x".repeat(101))).toEqual(refused("invalid_password_length"));
    expect(await set("Password123")).toEqual(refused("weak_password"));
    expect(await set(`${emailAddress.split("@")[0]}1`)).toEqual(refused("weak_password"));
    expect(await set("😀 ten signs")).toEqual(done);
    expect(await set(world.freshPassword())).toEqual(refused("password_already_set"));
    expect(await client.completeSignup({ signupToken })).toEqual(done);
  });

  it("mistypes the password five times, and then has to wait", async () => {
    const { client } = world;
    const { emailAddress, password, sessionToken } = await world.signUp();
    const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
    for (let i = 0; i < 5; i++)
      expect(await client.verifySigninUserPassword({ signinToken, password: `${password}${i}` })).toEqual(
        refused("incorrect_password"),
      );
    expect(await client.verifySigninUserPassword({ signinToken, password })).toEqual(refused("rate_limited"));
    const { userDeletionToken } = await succeeded(client.createUserDeletion({ sessionToken }));
    const elsewhere = client.verifyUserDeletionUserPassword({ sessionToken, userDeletionToken, password });
    expect(await elsewhere).toEqual(refused("rate_limited"));
  });

  it("abandons a signup and starts again: the one that is finished wins", async () => {
    const { client, smtp } = world;
    const emailAddress = world.freshAddress();
    const first = await succeeded(client.createSignup({ emailAddress }));
    const firstCode = await smtp.nextCode(emailAddress);
    const { password } = await world.signUp(emailAddress);
    const verifyFirst = client.verifySignupEmailAddressVerificationCode({
      signupToken: first.signupToken,
      emailAddressVerificationCode: firstCode,
    });
    expect(await verifyFirst).toEqual(done);
    await succeeded(client.setSignupPassword({ signupToken: first.signupToken, password: world.freshPassword() }));
    expect(await client.completeSignup(first)).toEqual(refused("invalid_signup_token"));
    expect(await client.getSignup(first)).toEqual(refused("invalid_signup_token"));
    await world.signIn({ emailAddress, password });
  });

  it("cannot go on in one session with what another one began", async () => {
    const { client } = world;
    const person = await world.signUp();
    const other = await world.signIn(person);
    const { userDeletionToken } = await succeeded(client.createUserDeletion(person));
    const args = { userDeletionToken, sessionToken: other.sessionToken };
    expect(await client.getUserDeletion(args)).toEqual(refused("session_mismatch"));
    const stranger = await world.signUp();
    const strange = { userDeletionToken, sessionToken: stranger.sessionToken };
    expect(await client.getUserDeletion(strange)).toEqual(refused("session_mismatch"));
    expect(await client.getUserDeletion({ ...args, sessionToken: person.sessionToken })).toEqual(done);
  });
});
