import { expect, test } from "vitest";
import { createCaller, InvalidAnswer } from "./caller.ts";
import { userServerActions } from "./user-server.ts";

const user = {
  id: "42",
  email_address: "alice@example.com",
  password_hash: "AP8=",
  password_hash_algorithm_id: "argon2id.3.65536.1.32",
  password_salt: "",
  disabled: false,
  display_name: "",
  email_address_counter: 0,
  password_hash_counter: 2_147_483_647,
  disabled_counter: 0,
  sessions_counter: 3,
};
const success = (values: unknown) => JSON.stringify({ ok: true, action_invocation_id: "i", values });

const answering = (body: string) => createCaller(userServerActions, async () => body);
const rejectionOf = (body: string): Promise<unknown> =>
  answering(body)
    .getUser({ userId: "42" })
    .then(
      () => expect.fail("resolved"),
      (error: unknown) => error,
    );

test("a method sends the action and its arguments in the form of the wire", async () => {
  const sent: unknown[] = [];
  const users = createCaller(userServerActions, async (body, action) => {
    expect(action).toBe("create_user");
    sent.push(JSON.parse(body));
    return success({ user });
  });
  await users.createUser({
    emailAddress: "alice@example.com",
    passwordHash: Uint8Array.of(0, 255),
    passwordHashAlgorithmId: "argon2id.3.65536.1.32",
    passwordSalt: new Uint8Array(),
  });
  expect(sent).toEqual([
    {
      action: "create_user",
      arguments: {
        email_address: "alice@example.com",
        password_hash: "AP8=",
        password_hash_algorithm_id: "argon2id.3.65536.1.32",
        password_salt: "",
      },
    },
  ]);
});

test("arguments that the contract does not allow are not sent", async () => {
  const users = createCaller(userServerActions, async () => expect.fail("sent"));
  await expect(users.getUser({ userId: "\ud800" })).rejects.toThrow();
  await expect(users.incrementUserSessionsCounter({ userId: "42", userSessionsCounter: 2 ** 31 })).rejects.toThrow();
});

test("values stand beside ok, decoded", async () => {
  expect(await answering(success({ user })).getUser({ userId: "42" })).toEqual({
    ok: true,
    actionInvocationId: "i",
    user: {
      id: "42",
      emailAddress: "alice@example.com",
      passwordHash: Uint8Array.of(0, 255),
      passwordHashAlgorithmId: "argon2id.3.65536.1.32",
      passwordSalt: new Uint8Array(),
      disabled: false,
      displayName: "",
      emailAddressCounter: 0,
      passwordHashCounter: 2_147_483_647,
      disabledCounter: 0,
      sessionsCounter: 3,
    },
  });
});

test("U2: unknown fields of an answer are ignored", async () => {
  const body = JSON.stringify({
    ok: true,
    action_invocation_id: "i",
    took: 7,
    values: { user: { ...user, is_admin: true }, isAdmin: true },
  });
  const result = await answering(body).getUser({ userId: "42" });
  expect(JSON.stringify(result)).not.toMatch(/admin|took/i);
});

test.each(["user_not_found", "internal_error", "internal_conflict"])(
  "the declared code %s is a refusal",
  async (code) => {
    const body = JSON.stringify({ ok: false, action_invocation_id: "i", error_code: code });
    expect(await answering(body).getUser({ userId: "42" })).toEqual({
      ok: false,
      actionInvocationId: "i",
      errorCode: code,
    });
  },
);

test.each([
  ["not JSON", "<h1>Bad Gateway</h1>"],
  ["not JSON", ""],
  ["not an action result", "null"],
  ["not an action result", "[]"],
  ["not an action result", "{}"],
  ["not an action result", '{"ok":"true","action_invocation_id":"i","values":{}}'],
  ["not an action result", '{"ok":true,"values":{}}'],
  ["not an action result", '{"ok":false,"action_invocation_id":"i"}'],
  ["not an action result", '{"ok":false,"action_invocation_id":"i","error_code":7}'],
  ["error_code not as declared", '{"ok":false,"action_invocation_id":"i","error_code":"email_address_already_used"}'],
  ["error_code not as declared", '{"ok":false,"action_invocation_id":"i","error_code":"toString"}'],
  ["user not as declared", success({})],
  ["user not as declared", success({ user: null })],
  ["user.id not as declared", success({ user: { ...user, id: "" } })],
  ["user.id not as declared", success({ user: { ...user, id: 42 } })],
  ["user.id not as declared", success({ user: { ...user, id: "x".repeat(256) } })],
  ["user.email_address not as declared", success({ user: { ...user, email_address: "x".repeat(256) } })],
  ["user.display_name not as declared", success({ user: { ...user, display_name: null } })],
  ["user.password_hash not as declared", success({ user: { ...user, password_hash: "not base64" } })],
  ["user.disabled not as declared", success({ user: { ...user, disabled: 0 } })],
  ["user.sessions_counter not as declared", success({ user: { ...user, sessions_counter: 2 ** 31 } })],
  ["user.sessions_counter not as declared", success({ user: { ...user, sessions_counter: -1 } })],
  ["user.sessions_counter not as declared", success({ user: { ...user, sessions_counter: 1.5 } })],
  ["user.sessions_counter not as declared", success({ user: { ...user, sessions_counter: "1" } })],
])("U2: an answer that is %s is an InvalidAnswer: %s", async (message, body) => {
  const error = await rejectionOf(body);
  expect(error).toBeInstanceOf(InvalidAnswer);
  expect(error).toMatchObject({ name: "InvalidAnswer", message: `get_user: ${message}` });
});

test("S1: the message of an InvalidAnswer has no value in it", async () => {
  const error = await rejectionOf(success({ user: { ...user, password_hash: "verysecret!", email_address: 7 } }));
  expect(String(error)).toBe("InvalidAnswer: get_user: user.email_address, user.password_hash not as declared");
});

test("what send rejects with is passed on", async () => {
  const reason = new Error("no route");
  const users = createCaller(userServerActions, () => Promise.reject(reason));
  await expect(users.getUser({ userId: "42" })).rejects.toBe(reason);
});
