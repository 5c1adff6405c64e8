import { describe, expect, it } from "vitest";
import { type Accident, Conflict, err, handleRequest, handleRequestSync, type UserHandlers } from "./index.ts";
import { memoryUserStore } from "./memory.ts";

const getUser = JSON.stringify({ action: "get_user", arguments: { user_id: "ann" } });
const newId = () => "ann";
const createUser = JSON.stringify({
  action: "create_user",
  arguments: {
    email_address: "ann@example.com",
    password_hash: "AP+A",
    password_hash_algorithm_id: "argon2id.3.65536.1.32",
    password_salt: "Bw==",
  },
});
const ann = {
  id: "ann",
  email_address: "ann@example.com",
  password_hash: "AP+A",
  password_hash_algorithm_id: "argon2id.3.65536.1.32",
  password_salt: "Bw==",
  disabled: false,
  display_name: "",
  email_address_counter: 0,
  password_hash_counter: 0,
  disabled_counter: 0,
  sessions_counter: 0,
};

/** Handlers whose `get_user` is replaced. */
const withGetUser = (get_user: UserHandlers["get_user"]): UserHandlers => ({ ...memoryUserStore().handlers, get_user });

function throwing(error: unknown) {
  const accidents: Accident[] = [];
  const onError = (accident: Accident) => void accidents.push(accident);
  const throwIt = (): never => {
    throw error;
  };
  return { accidents, onError, handlers: { ...memoryUserStore().handlers, get_user: throwIt } };
}

describe("handleRequest and handleRequestSync", () => {
  it("answer a success with its values under the wire's names, and nothing else", () => {
    const { handlers } = memoryUserStore({ newId });
    const answer = handleRequestSync(createUser, handlers);

    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({
      ok: true,
      action_invocation_id: expect.stringMatching(/^[a-km-np-z2-9]{24}$/),
      values: { user: ann },
    });
  });

  it("leave out fields that the contract does not know", async () => {
    const { handlers, users } = memoryUserStore({ newId });
    handleRequestSync(createUser, handlers);
    const stored = users.get("ann");
    if (!stored) throw new Error("not stored");
    users.set("ann", { ...stored, ...{ creditCard: "4242" } });

    const answer = await handleRequest(getUser, handlers);

    expect(JSON.parse(answer.body).values).toEqual({ user: ann });
  });

  it("answer a refusal with its code", async () => {
    const refusal = { ok: false, action_invocation_id: expect.any(String), error_code: "user_not_found" };
    const { handlers } = memoryUserStore();

    expect(JSON.parse(handleRequestSync(getUser, handlers).body)).toEqual(refusal);
    expect(JSON.parse((await handleRequest(getUser, handlers)).body)).toEqual(refusal);
  });

  it("tell the handler which invocation it is", async () => {
    const seen: unknown[] = [];
    const handlers = withGetUser(async (args, { action, actionInvocationId }) => {
      seen.push({ args, action, action_invocation_id: actionInvocationId });
      return err("user_not_found");
    });
    const { action_invocation_id } = JSON.parse((await handleRequest(getUser, handlers)).body);

    expect(seen).toEqual([{ args: { userId: "ann" }, action: "get_user", action_invocation_id }]);
  });
});

describe("what a handler throws", () => {
  it("is reported once and answered internal_error", async () => {
    const { handlers, accidents, onError } = throwing(new Error("disk full"));
    const answers = [
      handleRequestSync(getUser, handlers, { onError }),
      await handleRequest(getUser, handlers, { onError }),
    ];

    const bodies = answers.map(({ body }) => JSON.parse(body));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(bodies).toMatchObject([{ error_code: "internal_error" }, { error_code: "internal_error" }]);
    expect(accidents).toEqual(
      bodies.map(({ action_invocation_id: actionInvocationId }) => ({
        action: "get_user",
        actionInvocationId,
        error: new Error("disk full"),
      })),
    );
    expect(answers.map(({ body }) => body).join()).not.toContain("disk full");
  });

  it("is thrown on where nobody takes reports", async () => {
    const { handlers } = throwing(new Error("disk full"));

    expect(() => handleRequestSync(getUser, handlers)).toThrow("disk full");
    await expect(handleRequest(getUser, handlers)).rejects.toThrow("disk full");
  });

  it("may come from a promise", async () => {
    const { accidents, onError } = throwing(undefined);
    const handlers = withGetUser(() => Promise.reject(new Error("connection lost")));

    const { body } = await handleRequest(getUser, handlers, { onError });

    expect(JSON.parse(body)).toMatchObject({ ok: false, error_code: "internal_error" });
    expect(accidents).toMatchObject([{ action: "get_user", error: { message: "connection lost" } }]);
  });

  it("is answered internal_conflict and not reported if it is a Conflict", async () => {
    const { handlers, accidents, onError } = throwing(new Conflict("serialization failure"));

    for (const options of [{}, { onError }]) {
      const answer = handleRequestSync(getUser, handlers, options);
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toMatchObject({ ok: false, error_code: "internal_conflict" });
      expect((await handleRequest(getUser, handlers, options)).body).toContain('"internal_conflict"');
    }
    expect(accidents).toEqual([]);
  });
});

describe("a handler's answer that is not of the declared form", () => {
  it("is reported like an exception, with the field in the message, and answered internal_error", () => {
    const { accidents, onError } = throwing(undefined);
    const { handlers, users } = memoryUserStore({ newId });
    handleRequestSync(createUser, handlers);
    const stored = users.get("ann");
    if (!stored) throw new Error("not stored");
    // What an untyped database driver might hand out: SQLite's 0 for false.
    users.set("ann", { ...stored, disabled: 0 as never });

    const { status, body } = handleRequestSync(getUser, handlers, { onError });

    expect([status, JSON.parse(body)]).toMatchObject([200, { ok: false, error_code: "internal_error" }]);
    expect(accidents).toHaveLength(1);
    expect(String(accidents[0]?.error)).toContain("disabled");
  });

  it("is the same with an error code of another action", () => {
    const { accidents, onError } = throwing(undefined);
    // What plain JavaScript can do.
    const get_user = () => err("email_address_already_used") as never;
    const handlers = { ...memoryUserStore().handlers, get_user };

    expect(handleRequestSync(getUser, handlers, { onError }).body).toContain('"internal_error"');
    expect(String(accidents[0]?.error)).toContain(
      "get_user does not declare the error code email_address_already_used",
    );
  });
});
