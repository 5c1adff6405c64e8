import type { ActionName } from "@tiauth/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, startWorld, succeeded, type World } from "../harness/index.ts";
import { type ActionAnswer, ask } from "../wire/request.ts";

const limits = {
  TIAUTH_LIMIT_ADDRESS_SIGNIN: "2/1h",
  TIAUTH_LIMIT_ADDRESS_MAIL: "2/1h",
  TIAUTH_LIMIT_ADDRESS_FAILURES: "2/1h",
};
const nobody = { user_email_address: "nobody@example.com" };

type Arguments = Readonly<Record<string, string>>;
/** The answers to one request from each of these, in order; each is what stands in X-Forwarded-For. */
async function answersFor(world: World, sources: readonly string[], action: ActionName, args: Arguments) {
  const answers: ActionAnswer[] = [];
  for (const source of sources) answers.push(await ask(world.tiauth.port, action, args, { "X-Forwarded-For": source }));
  return answers;
}
const outcomesFor = async (...args: Parameters<typeof answersFor>) =>
  (await answersFor(...args)).map(({ outcome }) => outcome);

describe("L4: behind a trusted proxy", () => {
  let world: World;
  let person: Person;
  beforeAll(async () => {
    world = await startWorld({ env: { ...limits, TIAUTH_TRUSTED_PROXIES: "127.0.0.1/32, 10.0.0.0/8, fd00::/8" } });
    // From the proxy's own address, which has its tokens like any other.
    person = await world.signUp();
  });
  afterAll(() => world.close());

  it("every address has its own signins; over them is 429, with the time to wait", async () => {
    const from = (source: string, count: number) => Array.from({ length: count }, () => source);
    const answers = await answersFor(world, from("192.0.2.1", 3), "create_signin", nobody);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["user_not_found", "user_not_found", "HTTP 429"]);
    const [, , refused] = answers;
    expect(refused?.body).toEqual({ error: { code: "too_many_requests", message: expect.any(String) } });
    const waitSeconds = Number(refused?.headers["retry-after"]);
    expect(waitSeconds).toBeGreaterThan(3000);
    expect(waitSeconds).toBeLessThanOrEqual(3600);
    expect(await outcomesFor(world, ["192.0.2.2"], "create_signin", nobody)).toEqual(["user_not_found"]);
    await world.tiauth.log({ msg: "audit", result: "too_many_requests", client_address: "192.0.2.1" });
  });

  it.each([
    [
      "an IPv6 network of 64 bits",
      ["2001:db8:1:1::1", "2001:db8:1:1:ffff::2", "2001:DB8:1:1:0:0:0:3"],
      "2001:db8:1:2::1",
    ],
    ["an IPv4 address, also within IPv6", ["192.0.2.10", "::ffff:192.0.2.10", "::ffff:c000:20a"], "192.0.2.11"],
    ["an address with ports", ["192.0.2.20:4711", "192.0.2.20:4712", "192.0.2.20"], "192.0.2.21:4711"],
    [
      "whoever the last untrusted hop is",
      ["192.0.2.30", "8.8.8.8, 192.0.2.30", "9.9.9.9,192.0.2.30, 10.1.2.3"],
      "192.0.2.31",
    ],
    [
      "whoever stands behind several proxies",
      ["192.0.2.40, fd00::1, 10.0.0.1", "192.0.2.40, 10.9.9.9", "192.0.2.40"],
      "10.1.1.1",
    ],
    ["whoever invents what is no address", ["x, 192.0.2.50", "', 192.0.2.50", "192.0.2.50"], "192.0.2.51"],
  ])("%s is one", async (_, sources, other) => {
    const outcomes = await outcomesFor(world, [...sources, other], "create_signin", nobody);
    expect(outcomes).toEqual(["user_not_found", "user_not_found", "HTTP 429", "user_not_found"]);
  });

  it("signups and password resets share the tokens for mails; a refused one sends none and asks nobody", async () => {
    const source = ["192.0.2.60"];
    const signUp = () => outcomesFor(world, source, "create_signup", { email_address: world.freshAddress() });
    const reset = () =>
      outcomesFor(world, source, "create_user_password_reset", { user_email_address: person.emailAddress });
    expect([await signUp(), await reset()]).toEqual([["ok"], ["ok"]]);
    const requests = await world.userServer.requestsDuring(async () => {
      expect([await signUp(), await reset()]).toEqual([["HTTP 429"], ["HTTP 429"]]);
    });
    expect(requests).toEqual([]);
    const mails = world.smtp.mails.filter(({ subject }) => subject !== "Sign-in detected");
    expect(mails).toHaveLength(3);
  });

  it("verifications cost a token only if they fail, whichever action they belong to", async () => {
    const { client } = world;
    const { password, emailAddress, sessionToken } = person;
    const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: emailAddress }));
    const { userDeletionToken } = await succeeded(client.createUserDeletion({ sessionToken }));
    const asDeletion = { session_token: sessionToken, user_deletion_token: userDeletionToken };
    const verify = async (password: string) => [
      ...(await outcomesFor(world, ["192.0.2.70"], "verify_signin_user_password", {
        signin_token: signinToken,
        password,
      })),
      ...(await outcomesFor(world, ["192.0.2.70"], "verify_user_deletion_user_password", { ...asDeletion, password })),
    ];
    expect(await verify(`${password}x`)).toEqual(["incorrect_password", "incorrect_password"]);
    expect(await verify(password)).toEqual(["HTTP 429", "HTTP 429"]);
    const elsewhere = ["192.0.2.71", "192.0.2.71", "192.0.2.71", "192.0.2.71"];
    const args = { signin_token: signinToken, password };
    expect(await outcomesFor(world, elsewhere, "verify_signin_user_password", args)).toEqual([
      "ok",
      "user_first_factor_already_verified",
      "user_first_factor_already_verified",
      "user_first_factor_already_verified",
    ]);
  });
});

it("L4: without trusted proxies X-Forwarded-For means nothing", async () => {
  const world = await startWorld({ env: limits });
  try {
    const outcomes = await outcomesFor(world, ["192.0.2.1", "192.0.2.2", "192.0.2.3"], "create_signin", nobody);
    expect(outcomes).toEqual(["user_not_found", "user_not_found", "HTTP 429"]);
    await world.tiauth.log({ msg: "audit", client_address: "127.0.0.1", result: "too_many_requests" });
  } finally {
    await world.close();
  }
});
