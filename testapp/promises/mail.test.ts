import { afterEach, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { completions } from "../completions.ts";
import { startWorld, succeeded, type World } from "../harness/index.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
  return () => world.close();
});
afterEach(() => world.smtp.behave("accept"));

describe("M3: a mail with a code that", () => {
  it("was refused is an internal error and costs no token, however often", async () => {
    const { sessionToken, emailAddress } = await world.signUp();
    const newEmailAddress = world.freshAddress();
    world.smtp.behave({ refuseWith: 550 });
    for (let i = 0; i < 6; i++) {
      const results = [
        await world.client.createSignup({ emailAddress: newEmailAddress }),
        await world.client.createUserEmailAddressUpdate({ sessionToken, newEmailAddress }),
        await world.client.createUserPasswordReset({ userEmailAddress: emailAddress }),
      ];
      expect(results.map((result) => !result.ok && result.errorCode)).toEqual(results.map(() => "internal_error"));
    }
    const lines = world.tiauth.logs.filter(({ msg }) => msg === "internal error");
    expect(JSON.stringify(lines)).not.toMatch(/@|\b[A-HJ-NP-Z2-9]{8}\b/);
  });

  it("was refused before gets through once mails are taken again: all five of them", async () => {
    const emailAddress = world.freshAddress();
    world.smtp.behave({ refuseWith: 554 });
    for (let i = 0; i < 5; i++) await world.client.createSignup({ emailAddress });
    world.smtp.behave("accept");
    const { signupToken } = await succeeded(world.client.createSignup({ emailAddress }));
    const resend = () => world.client.sendSignupEmailAddressVerificationCode({ signupToken });
    for (let i = 0; i < 4; i++) expect(await resend()).toMatchObject({ ok: true });
    expect(await resend()).toMatchObject({ errorCode: "rate_limited" });
    expect(world.smtp.mailsTo(emailAddress)).toHaveLength(5);
  });

  it("could not be sent again leaves the code before it, which was mailed, out of use", async () => {
    const emailAddress = world.freshAddress();
    const { signupToken } = await succeeded(world.client.createSignup({ emailAddress }));
    const emailAddressVerificationCode = await world.smtp.nextCode(emailAddress);
    world.smtp.behave({ refuseWith: 550 });
    const resent = await world.client.sendSignupEmailAddressVerificationCode({ signupToken });
    expect(resent).toMatchObject({ errorCode: "internal_error" });
    const args = { signupToken, emailAddressVerificationCode };
    expect(await world.client.verifySignupEmailAddressVerificationCode(args)).toMatchObject({
      errorCode: "incorrect_email_address_verification_code",
    });
  });
});

it("M4: a mail has no secret in its headers, and nothing in them is the user's invention", async () => {
  const { client, smtp, userServer } = world;
  const { userId, emailAddress } = await world.signUp();
  const { user } = await succeeded(userServer.users.getUser({ userId }));
  const displayName = `Eve\r\nBcc: everybody@example.com\r\n\r\n<b>\u202e${"long ".repeat(40)}`;
  userServer.put({ ...user, displayName });
  for (let i = 0; i < 2; i++) await succeeded(client.createUserPasswordReset({ userEmailAddress: emailAddress }));
  const subject = "Password reset temporary password";
  const mails = [await smtp.nextMail(emailAddress, { subject }), await smtp.nextMail(emailAddress, { subject })];
  for (const { raw, to, text, parsed } of mails) {
    const headers = raw.slice(0, raw.indexOf("\r\n\r\n"));
    const code = /is ([A-HJ-NP-Z2-9]{12})\./.exec(text)?.[1] ?? "";
    expect(headers).not.toContain(code);
    expect(to).toEqual([emailAddress]);
    expect(parsed.bcc).toBeUndefined();
    expect(headers).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
    const [recipient] = parsed.to ?? [];
    expect(recipient).toMatchObject({
      address: emailAddress,
      name: expect.stringMatching(/^Eve Bcc: [^\p{C}]{1,60}$/u),
    });
  }
  const messageIds = mails.map(({ parsed }) => parsed.messageId);
  expect(new Set(messageIds).size).toBe(2);
  expect(messageIds.join()).not.toMatch(/undefined/);
});

it("M3: a mail server that is gone is an internal error, too, and the server carries on without it", async () => {
  const lonely = await startWorld();
  onTestFinished(() => lonely.close());
  const { sessionToken } = await lonely.signUp();
  await lonely.smtp.close();
  const emailAddress = lonely.freshAddress();
  for (let i = 0; i < 6; i++)
    expect(await lonely.client.createSignup({ emailAddress })).toMatchObject({ errorCode: "internal_error" });
  await succeeded(lonely.client.getSession({ sessionToken }));
});

describe("M2: while the mail server hangs", () => {
  const noticed = completions.filter(([name]) => name !== "a signup" && name !== "a user deletion");

  it("what tells of itself by mail completes before its notice is settled", async () => {
    const ready = [];
    for (const [, prepare] of noticed) ready.push(await prepare(world, await world.signUp()));
    world.smtp.behave("hang");
    const results = await Promise.all(ready.map(({ complete }) => complete()));
    expect(results.map(({ ok }) => ok)).toEqual(ready.map(() => true));
    // A notice that was given up would stand in the log.
    const given = world.tiauth.logs.filter(
      ({ level, action }) => level === "error" && /^complete_/.test(String(action)),
    );
    expect(given).toEqual([]);
    const sessionTokens = results.flatMap((result) => (result.ok && result.sessionToken ? [result.sessionToken] : []));
    expect(sessionTokens).toHaveLength(2);
    for (const sessionToken of sessionTokens) await succeeded(world.client.getSession({ sessionToken }));
    expect(await world.tiauth.stop()).toBe(0);
  });
});
