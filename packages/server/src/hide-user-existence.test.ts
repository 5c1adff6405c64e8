import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { lostRequest, mended } from "../testing/faults.ts";
import { person } from "../testing/person.ts";
import { disabled, signedUp, userOf } from "../testing/steps.ts";
import { discreetServer, stranger, usersWith } from "../testing/stranger.ts";
import { testServer } from "../testing/test-server.ts";

const alice = "alice@example.com";
/** Each of them to somebody without the mailbox. */
const everyAction: readonly ActionName[] = [
  "create_signup",
  "get_signup",
  "send_signup_email_address_verification_code",
  "verify_signup_email_address_verification_code",
  "set_signup_password",
  "complete_signup",
  "delete_signup",
  "create_signin",
  "get_signin",
  "verify_signin_user_password",
  "complete_signin",
  "delete_signin",
  "create_user_password_reset",
  "get_user_password_reset",
  "verify_user_password_reset_temporary_password",
  "set_user_password_reset_new_password",
  "complete_user_password_reset",
  "delete_user_password_reset",
];
const guesses = {
  emailAddressVerificationCode: "AAAAAAAA",
  temporaryPassword: "AAAAAAAAAAAA",
  password: "this is only a guess",
};

/** What a stranger sees of every action on the address. */
async function everySight(users: Awaited<ReturnType<typeof usersWith>>, emailAddress: string) {
  const eve = stranger(discreetServer(users), emailAddress);
  const sights = [];
  for (const action of everyAction) sights.push([action, await eve.sees(action, guesses)]);
  return { sights, mails: eve.server.mails.map(({ type }) => type), audits: eve.server.audits };
}

describe("P1: with hideUserExistence", () => {
  it("every action shows the same and does the same, whoever has an account", async () => {
    const known = await everySight(await usersWith(alice), alice);
    const others = [
      await everySight(await usersWith(alice), "nobody@example.com"),
      await everySight(await usersWith(alice, disabled), alice),
      await everySight(await usersWith(alice), "Alice@example.com"),
    ];
    for (const { sights } of others) expect(sights).toEqual(known.sights);
    expect(known.sights.map(([, sight]) => sight)).not.toContainEqual(expect.objectContaining({ answer: /user_/ }));
  });

  it("the codes are those of a user who is there", async () => {
    const { sights } = await everySight(await usersWith(alice), "nobody@example.com");
    const codes = sights.map(([action, sight]) => [
      action,
      /"errorCode":"(\w+)"/.exec(JSON.stringify(sight).replaceAll("\\", ""))?.[1] ?? "ok",
    ]);
    expect(Object.fromEntries(codes)).toEqual({
      ...Object.fromEntries(everyAction.map((action) => [action, "ok"])),
      verify_signup_email_address_verification_code: "incorrect_email_address_verification_code",
      set_signup_password: "email_address_not_verified",
      complete_signup: "email_address_not_verified",
      verify_signin_user_password: "incorrect_password",
      complete_signin: "user_first_factor_not_verified",
      verify_user_password_reset_temporary_password: "incorrect_temporary_password",
      set_user_password_reset_new_password: "user_first_factor_not_verified",
      complete_user_password_reset: "user_first_factor_not_verified",
    });
  });

  it("only the owner of the mailbox learns it, and of a disabled user not even that there is one", async () => {
    const known = await everySight(await usersWith(alice), alice);
    const unknown = await everySight(await usersWith(alice), "nobody@example.com");
    const locked = await everySight(await usersWith(alice, disabled), alice);
    expect(known.mails).toEqual(["account_exists", "account_exists", "password_reset"]);
    expect(unknown.mails).toEqual(["signup_verification", "signup_verification", "no_account"]);
    expect(locked.mails).toEqual(["account_exists", "account_exists", "no_account"]);
  });

  it("C2: the audit log says whom it was about, where there is somebody", async () => {
    const userIdsOf = async (users: ReturnType<typeof usersWith>, emailAddress: string) => {
      const { audits } = await everySight(await users, emailAddress);
      return new Set(audits.filter(({ action }) => !action.includes("signup")).map(({ userId }) => userId?.length));
    };
    expect(await userIdsOf(usersWith(alice), alice)).toEqual(new Set([24]));
    expect(await userIdsOf(usersWith(alice), "nobody@example.com")).toEqual(new Set([undefined]));
    expect(await userIdsOf(usersWith(alice, disabled), alice)).toEqual(new Set([24, undefined]));
  });

  it("M3: a mail that cannot be handed over is an internal error and gives its token back, whoever has an account", async () => {
    for (const emailAddress of [alice, "nobody@example.com"]) {
      const eve = stranger(discreetServer(await usersWith(alice)), emailAddress);
      eve.server.email.through(lostRequest);
      const creates = ["create_signup", "create_user_password_reset"] as const;
      for (const action of creates) expect(await eve.tries(action)).toBe("internal_error");
      expect(eve.server.accidents.splice(0)).toHaveLength(2);
      eve.server.email.through(mended);
      for (const code of ["ok", "ok", "ok", "ok", "ok", "rate_limited"])
        expect(await eve.tries("create_user_password_reset")).toBe(code);
    }
  });

  it("S1: what is kept of a phantom holds neither a code nor a password that could be guessed", async () => {
    const eve = stranger(discreetServer(await usersWith(alice)), "nobody@example.com");
    await eve.does("create_signin", "create_user_password_reset");
    const eva = stranger(eve.server, alice);
    await eva.does("create_signup");
    const rows = [...eve.server.entries].filter(([key]) => /^(signup|user_password_reset)\./.test(key));
    for (const [, { value }] of rows) expect(Buffer.from(value).toString()).toMatch(/"(codeHash|passwordHash)":""/);
    expect(rows).toHaveLength(2);
  });
});

describe("P1: with hideUserExistence, a signup", () => {
  const resend = "send_signup_email_address_verification_code";

  it("whose address gets an account is told so when the code is asked for again, and the first code is over", async () => {
    const server = discreetServer();
    const slow = person(server);
    await slow.does("create_signup");
    const { emailAddressVerificationCode = "" } = slow.args;
    await person(server).does(...signedUp);
    await slow.does(resend);
    expect(server.mails.at(-1)).toMatchObject({ type: "account_exists", to: { emailAddress: alice } });
    expect(await slow.tries("verify_signup_email_address_verification_code", { emailAddressVerificationCode })).toBe(
      "incorrect_email_address_verification_code",
    );
  });

  it("whose address is free again gets a code that is good", async () => {
    const server = discreetServer(await usersWith(alice));
    const someone = person(server);
    await someone.does("create_signup");
    expect(server.mails).toMatchObject([{ type: "account_exists" }]);
    server.users.users.clear();
    await someone.does(
      resend,
      "verify_signup_email_address_verification_code",
      "set_signup_password",
      "complete_signup",
    );
  });
});

it("without hideUserExistence nothing is hidden, and asking for a code again asks nobody", async () => {
  const server = testServer({ users: await usersWith(alice) });
  const someone = person(server);
  expect(await someone.tries("create_signup")).toBe("email_address_already_used");
  expect(await someone.asks("create_signin")).toMatchObject({ signin: { userId: userOf(someone).id } });
  const nobody = person(server, "nobody@example.com");
  expect(await nobody.tries("create_signin")).toBe("user_not_found");
  expect(await nobody.tries("create_user_password_reset")).toBe("user_not_found");
  await nobody.does("create_signup");
  const asked = server.userStore.count();
  await nobody.does("send_signup_email_address_verification_code");
  expect(server.userStore.count()).toBe(asked);
});
