import type { ActionName } from "@tiauth/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Person, startWorld, succeeded, type World } from "../harness/index.ts";
import { ask } from "./request.ts";

let world: World;
let person: Person;
beforeAll(async () => {
  // The prefix of the reference implementation's env files.
  world = await startWorld({ env: { FAROE_SESSION_EXPIRATION: "0" } });
  person = await world.signUp();
});
afterAll(() => world.close());

type Arguments = Readonly<Record<string, string>>;
const answerTo = async (action: ActionName, args: Arguments) => (await ask(world.tiauth.port, action, args)).body;

const invocationId = expect.stringMatching(/^[a-km-np-z2-9]{24}$/);
const id = expect.stringMatching(/^[a-km-np-z2-9]{24}$/);
const token = expect.stringMatching(/^[a-km-np-z2-9]{24}\.[a-km-np-z2-9]{24}$/);
const flag = expect.any(Boolean);
/** Whole unix seconds of these days. */
const time = expect.toSatisfy(
  (value: unknown) => Number.isInteger(value) && Math.abs(Number(value) - Date.now() / 1000) < 2 * 3600,
);
const times = { created_at: time, expires_at: time };
const success = (values: object) => ({ ok: true, action_invocation_id: invocationId, values });
const inSession = (facts: object) => ({ id, user_id: person.userId, session_id: id, ...facts, ...times });

describe("every value of an answer has its name and type, and there is no other", () => {
  it("create_signup", async () => {
    const emailAddress = world.freshAddress();
    const signup = {
      id,
      unregistered_user_id: "",
      email_address: emailAddress,
      email_address_verified: false,
      password_set: false,
      ...times,
    };
    const answer = await answerTo("create_signup", { email_address: emailAddress });
    expect(answer).toStrictEqual(success({ signup, signup_token: token }));
  });

  it("create_signin", async () => {
    const signin = { id, user_id: person.userId, user_first_factor_verified: false, ...times };
    const answer = await answerTo("create_signin", { user_email_address: person.emailAddress });
    expect(answer).toStrictEqual(success({ signin, signin_token: token }));
  });

  it("get_session, whose expires_at is null without an absolute expiry", async () => {
    const session = { id, user_id: person.userId, created_at: time, expires_at: null };
    const answer = await answerTo("get_session", { session_token: person.sessionToken });
    expect(answer).toStrictEqual(success({ session }));
  });

  it("complete_signin", async () => {
    const { client } = world;
    const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: person.emailAddress }));
    await succeeded(client.verifySigninUserPassword({ signinToken, password: person.password }));
    const session = { id, user_id: person.userId, created_at: time, expires_at: null };
    const answer = await answerTo("complete_signin", { signin_token: signinToken });
    expect(answer).toStrictEqual(success({ session, session_token: token }));
  });

  it("create_user_email_address_update", async () => {
    const newEmailAddress = world.freshAddress();
    const facts = {
      new_email_address: newEmailAddress,
      new_email_address_verified: false,
      user_identity_verified: false,
    };
    const args = { session_token: person.sessionToken, new_email_address: newEmailAddress };
    expect(await answerTo("create_user_email_address_update", args)).toStrictEqual(
      success({ user_email_address_update: inSession(facts), user_email_address_update_token: token }),
    );
  });

  it("create_user_password_update", async () => {
    const facts = { user_identity_verified: false, new_password_set: false };
    expect(await answerTo("create_user_password_update", { session_token: person.sessionToken })).toStrictEqual(
      success({ user_password_update: inSession(facts), user_password_update_token: token }),
    );
  });

  it("create_user_password_reset", async () => {
    const facts = { user_first_factor_verified: false, new_password_set: flag };
    const reset = { id, user_id: person.userId, ...facts, ...times };
    expect(await answerTo("create_user_password_reset", { user_email_address: person.emailAddress })).toStrictEqual(
      success({ user_password_reset: reset, user_password_reset_token: token }),
    );
  });

  it("create_user_deletion", async () => {
    expect(await answerTo("create_user_deletion", { session_token: person.sessionToken })).toStrictEqual(
      success({ user_deletion: inSession({ user_identity_verified: false }), user_deletion_token: token }),
    );
  });

  it("values are {} where there are none", async () => {
    const { signinToken } = await succeeded(world.client.createSignin({ userEmailAddress: person.emailAddress }));
    expect(await answerTo("delete_signin", { signin_token: signinToken })).toStrictEqual(success({}));
  });

  it("a refusal is its code and nothing else", async () => {
    expect(await answerTo("get_session", { session_token: `${person.sessionToken}x` })).toStrictEqual({
      ok: false,
      action_invocation_id: invocationId,
      error_code: "invalid_session_token",
    });
  });
});

describe("action_invocation_id", () => {
  it("is new for every invocation, in 24 letters of the alphabet", async () => {
    const results = await Promise.all(
      Array.from({ length: 300 }, () => world.client.getSession({ sessionToken: person.sessionToken })),
    );
    const ids = results.map(({ actionInvocationId }) => actionInvocationId);
    expect(new Set(ids).size).toBe(300);
    expect(new Set(ids.join(""))).toEqual(new Set("abcdefghijkmnpqrstuvwxyz23456789"));
    expect(ids).toEqual(ids.map(() => invocationId));
  });

  it("C2: stands on the lines of the log about it: the decision and what broke", async () => {
    const { client, tiauth, userServer } = world;
    const refused = await client.createSignin({ userEmailAddress: "nobody" });
    await tiauth.log({ msg: "audit", action_invocation_id: refused.actionInvocationId });

    userServer.intercept("get_user_by_email_address", () => ({ status: 500, body: "" }));
    const broken = await client.createSignin({ userEmailAddress: person.emailAddress });
    expect(broken).toMatchObject({ errorCode: "internal_error" });
    await tiauth.log({ msg: "internal error", action_invocation_id: broken.actionInvocationId });
    await tiauth.log({ msg: "audit", result: "internal_error", action_invocation_id: broken.actionInvocationId });
  });
});
