import { describe, expect, it } from "vitest";
import { handleRequest, handleRequestSync } from "./index.ts";
import { memoryUserStore } from "./memory.ts";

const createUser = {
  email_address: "ann@example.com",
  password_hash: "AQI=",
  password_hash_algorithm_id: "x",
  password_salt: "Aw==",
};
const request = (action: unknown, args: unknown) => JSON.stringify({ action, arguments: args });
const creating = (changes: object) => request("create_user", { ...createUser, ...changes });
const { email_address: _, ...withoutEmailAddress } = createUser;

/** What is in the request, the request, and the code it is refused with. */
const malformed = [
  ["nothing", "", "invalid_json"],
  ["no JSON", "{", "invalid_json"],
  ["a trailing comma", '{"action":"get_user","arguments":{"user_id":"x"},}', "invalid_json"],
  ["something after the end", '{"action":"get_user","arguments":{"user_id":"x"}} x', "invalid_json"],
  ["a byte order mark", `\uFEFF${request("get_user", { user_id: "x" })}`, "invalid_json"],
  ["null", "null", "invalid_request"],
  ["an array", "[]", "invalid_request"],
  ["a string", '"get_user"', "invalid_request"],
  ["no action", '{"arguments":{}}', "invalid_request"],
  ["no arguments", '{"action":"get_user"}', "invalid_request"],
  ["an action that is no string", request(["get_user"], { user_id: "x" }), "invalid_request"],
  ["arguments in an array", request("get_user", ["x"]), "invalid_request"],
  ["arguments that are null", request("get_user", null), "invalid_request"],
  ["an unknown action", request("get_users", {}), "unknown_action"],
  ["an action of the auth server", request("create_signup", { email_address: "ann@example.com" }), "unknown_action"],
  ["toString as the action", request("toString", {}), "unknown_action"],
  ["constructor as the action", request("constructor", {}), "unknown_action"],
  ["__proto__ as the action", request("__proto__", {}), "unknown_action"],
  ["a missing argument", request("create_user", withoutEmailAddress), "invalid_arguments"],
  ["a number for a string", creating({ email_address: 1 }), "invalid_arguments"],
  ["null for a string", creating({ password_hash_algorithm_id: null }), "invalid_arguments"],
  ["a lone surrogate", creating({ email_address: "\uD800" }), "invalid_arguments"],
  ["bytes in bad base64", creating({ password_hash: "A*==" }), "invalid_arguments"],
  ["bytes in base64 without padding", creating({ password_hash: "AQI" }), "invalid_arguments"],
  ["bytes in an array", creating({ password_salt: [1, 2] }), "invalid_arguments"],
  [
    "a counter in a string",
    request("increment_user_sessions_counter", { user_id: "x", user_sessions_counter: "0" }),
    "invalid_arguments",
  ],
  [
    "a counter that is no whole number",
    request("increment_user_sessions_counter", { user_id: "x", user_sessions_counter: 0.5 }),
    "invalid_arguments",
  ],
  [
    "a counter over 32 bits",
    request("increment_user_sessions_counter", { user_id: "x", user_sessions_counter: 2 ** 31 }),
    "invalid_arguments",
  ],
] as const;

describe("a malformed request", () => {
  it.each(malformed)("with %s is answered 400 by both variants, and reaches no handler", async (_what, body, code) => {
    const store = memoryUserStore();
    const answer = handleRequestSync(body, store.handlers);

    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({ error: { code, message: expect.any(String) } });
    expect(await handleRequest(body, store.handlers)).toEqual(answer);
    expect(store.users.size).toBe(0);
  });

  it("is not repeated in the answer", () => {
    const { handlers } = memoryUserStore();
    const bodies = ["my-own-words", request("my-own-words", {}), creating({ email_address: ["my-own-words"] })];

    for (const body of bodies) expect(handleRequestSync(body, handlers).body).not.toContain("my-own-words");
  });

  it("is not a request with more fields than it needs", () => {
    const store = memoryUserStore();
    const body = JSON.stringify({ action: "create_user", arguments: { ...createUser, more: 1 }, more: [] });

    expect(handleRequestSync(body, store.handlers).status).toBe(200);
    expect([...store.users.values()]).toMatchObject([{ emailAddress: "ann@example.com" }]);
    expect([...store.users.values()][0]).not.toHaveProperty("more");
  });
});
