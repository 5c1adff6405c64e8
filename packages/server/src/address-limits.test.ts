import { describe, expect, it } from "vitest";
import { parallel, tally } from "../testing/answers.ts";
import { lostRequest, when } from "../testing/faults.ts";
import { person } from "../testing/person.ts";
import { signedUp, wrongCode, wrongPassword } from "../testing/steps.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";
import type { Answer } from "./index.ts";

const here = "192.0.2.1";
const tooMany = JSON.stringify({
  error: { code: "too_many_requests", message: "Too many requests from this client address." },
});

type Call = readonly [action: string, args: Readonly<Record<string, string>>];
const signin: Call = ["create_signin", { user_email_address: "nobody@example.com" }];
const reset: Call = ["create_user_password_reset", { user_email_address: "nobody@example.com" }];
const signup: Call = ["create_signup", { email_address: "not an address" }];

const send = ({ invoke }: TestServer, [action, args]: Call, clientAddress?: string): Promise<Answer> =>
  invoke(JSON.stringify({ action, arguments: args }), { clientAddress });

/** How often the call is let through before it is not. */
async function allowance(server: TestServer, call: Call, clientAddress: string): Promise<number> {
  for (let times = 0; times < 100; times++) if ((await send(server, call, clientAddress)).status === 429) return times;
  return Infinity;
}

/** A guess at somebody's code; a new somebody each time, so that no limit but the address's is met. */
async function guess(server: TestServer): Promise<Call> {
  const someone = person(server, `${server.mails.length}@example.com`);
  await someone.does("create_signup");
  const { signupToken: signup_token = "" } = someone.args;
  const email_address_verification_code = wrongCode.emailAddressVerificationCode;
  return ["verify_signup_email_address_verification_code", { signup_token, email_address_verification_code }];
}

describe("L4: per client address", () => {
  it("create_signin is let through 30 times, then 30 times a minute", async () => {
    const server = testServer();
    expect(await allowance(server, signin, here)).toBe(30);
    expect(await send(server, signin, here)).toEqual({ status: 429, body: tooMany, retryAfterSeconds: 2 });
    server.clock.advanceSeconds(1.999);
    expect(await send(server, signin, here)).toMatchObject({ status: 429, retryAfterSeconds: 1 });
    server.clock.advanceSeconds(0.001);
    expect(await allowance(server, signin, here)).toBe(1);
    server.clock.advanceSeconds(60);
    expect(await allowance(server, signin, here)).toBe(30);
  });

  it("create_signup and create_user_password_reset are let through 10 times together, then once a minute", async () => {
    const server = testServer();
    for (let times = 0; times < 4; times++) expect((await send(server, signup, here)).status).toBe(200);
    expect(await allowance(server, reset, here)).toBe(6);
    expect(await send(server, signup, here)).toEqual({ status: 429, body: tooMany, retryAfterSeconds: 60 });
    server.clock.advanceSeconds(60);
    expect(await allowance(server, signup, here)).toBe(1);
  });

  it("20 verifications may fail, whosoever code it is, then 10 a minute", async () => {
    const server = testServer();
    const fail = async () => (await send(server, await guess(server), here)).status;
    for (let times = 0; times < 20; times++) expect(await fail()).toBe(200);
    expect(await fail()).toBe(429);
    server.clock.advanceSeconds(6);
    expect(await fail()).toBe(200);
    expect(await fail()).toBe(429);
  });

  it("successful verifications cost nothing, nor do those refused for another reason", async () => {
    const server = testServer({ settings: { verifyPasswordLimit: { burst: 1000, intervalSeconds: 60 } } });
    const alice = person({ ...server, client: server.callerWith({ clientAddress: here }) });
    await alice.does(...signedUp);
    for (let times = 0; times < 25; times++) await alice.does("create_signin", "verify_signin_user_password");
    for (let times = 0; times < 25; times++)
      expect(await alice.tries("verify_signin_user_password")).toBe("user_first_factor_already_verified");
    await alice.does("create_signin");
    for (let times = 0; times < 20; times++)
      expect(await alice.tries("verify_signin_user_password", wrongPassword)).toBe("incorrect_password");
    await expect(alice.tries("verify_signin_user_password", wrongPassword)).rejects.toThrow("HTTP 429");
  });

  it("a verification that an accident kept from its end costs nothing", async () => {
    const server = testServer();
    const alice = person({ ...server, client: server.callerWith({ clientAddress: here }) });
    await alice.does("create_signup");
    server.storage.through(when(({ args: [key] }) => String(key).startsWith("signup."), lostRequest));
    for (let times = 0; times < 25; times++)
      expect(await alice.tries("verify_signup_email_address_verification_code")).toBe("internal_error");
    expect(server.accidents.splice(0).length).toBe(25);
  });

  it("of many guesses at once no more are looked at, and those over the limit cost neither hash nor token", async () => {
    const server = testServer({ settings: { verifyPasswordLimit: { burst: 25, intervalSeconds: 60 } } });
    const alice = person(server);
    await alice.does(...signedUp, "create_signin");
    const { signinToken: signin_token = "" } = alice.args;
    const call: Call = ["verify_signin_user_password", { signin_token, ...wrongPassword }];
    const hashesBefore = server.hasher.count("hash");
    const answers = await parallel(200, () => send(server, call, here));
    expect(tally(answers.map(({ status }) => `${status}`))).toEqual({ 200: 20, 429: 180 });
    expect(server.hasher.count("hash") - hashesBefore).toBe(20);
    for (let left = 5; left > 0; left--)
      expect(await alice.tries("verify_signin_user_password", wrongPassword)).toBe("incorrect_password");
    expect(await alice.tries("verify_signin_user_password", wrongPassword)).toBe("rate_limited");
  });

  it("nothing else is limited", async () => {
    const server = testServer();
    const alice = person({ ...server, client: server.callerWith({ clientAddress: here }) });
    await alice.does(...signedUp);
    for (const call of [signin, signup]) await allowance(server, call, here);
    for (let times = 0; times < 50; times++) await alice.does("get_session", "create_user_deletion");
  });

  it("a refusal is audited and is no accident", async () => {
    const server = testServer();
    await allowance(server, signin, here);
    expect(server.audits.at(-1)).toMatchObject({
      action: "create_signin",
      result: "too_many_requests",
      clientAddress: here,
    });
  });

  it("there is no limit without an address, or where the setting says off", async () => {
    const server = testServer({ settings: { addressSigninLimit: "off" } });
    expect(await allowance(server, signin, here)).toBe(Infinity);
    for (let times = 0; times < 50; times++) expect((await send(server, signup)).status).toBe(200);
  });
});

describe("L4: one caller", () => {
  it.each([
    ["the same IPv4 address", "192.0.2.1", "192.0.2.1", true],
    ["another IPv4 address", "192.0.2.1", "192.0.2.2", false],
    ["the same in IPv6", "192.0.2.1", "::ffff:192.0.2.1", true],
    ["the same in IPv6, in hexadecimal", "192.0.2.1", "::ffff:c000:201", true],
    ["another one in IPv6", "::ffff:192.0.2.1", "::ffff:192.0.2.2", false],
    ["an IPv6 address of the same network of 64 bits", "2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true],
    ["another spelling of it", "2001:db8:1:2::1", "2001:0DB8:0001:0002:0:0:0:1", true],
    ["an IPv6 address of the next network", "2001:db8:1:2::1", "2001:db8:1:3::1", false],
    ["an IPv6 address of a network far away", "2001:db8:1:2::1", "3001:db8:1:2::1", false],
    ["what is no address, by itself", "unknown", "unknown", true],
    ["what is no address, and another one", "unknown", "unix:", false],
  ])("%s: %s and %s: %s", async (_, one, other, isSame) => {
    const server = testServer();
    expect(await allowance(server, signup, one)).toBe(10);
    expect(await allowance(server, signup, other)).toBe(isSame ? 0 : 10);
  });
});
