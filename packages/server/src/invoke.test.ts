import { describe, expect, it } from "vitest";
import { person } from "../testing/person.ts";
import { signedUp } from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";

const mark = "what-the-caller-wrote";
const signup = { action: "create_signup", arguments: { email_address: "alice@example.com" } };

const notRequests: readonly (readonly [title: string, body: string, code: string])[] = [
  ["nothing", "", "invalid_json"],
  ["no JSON", mark, "invalid_json"],
  ["half of an object", JSON.stringify(signup).slice(0, -1), "invalid_json"],
  ["something after the object", `${JSON.stringify(signup)}${mark}`, "invalid_json"],
  ["a trailing comma", `{"action":"${mark}","arguments":{},}`, "invalid_json"],
  ["a string", JSON.stringify(mark), "invalid_request"],
  ["an array", JSON.stringify([signup]), "invalid_request"],
  ["null", "null", "invalid_request"],
  ["no action", JSON.stringify({ arguments: { [mark]: mark } }), "invalid_request"],
  ["an action that is a number", JSON.stringify({ action: 1, arguments: {} }), "invalid_request"],
  ["no arguments", JSON.stringify({ action: "create_signup" }), "invalid_request"],
  ["arguments in an array", JSON.stringify({ action: "create_signup", arguments: [mark] }), "invalid_request"],
  ["an unknown action", JSON.stringify({ action: mark, arguments: {} }), "unknown_action"],
  [
    "an action of the user server",
    JSON.stringify({ action: "get_user", arguments: { user_id: mark } }),
    "unknown_action",
  ],
  ["a name that objects have", JSON.stringify({ action: "toString", arguments: {} }), "unknown_action"],
  ["a prototype", `{"action":"__proto__","arguments":{}}`, "unknown_action"],
  ["a missing argument", JSON.stringify({ action: "create_signup", arguments: { [mark]: mark } }), "invalid_arguments"],
  [
    "an argument of another type",
    JSON.stringify({ action: "create_signup", arguments: { email_address: [mark] } }),
    "invalid_arguments",
  ],
  [
    "half a character",
    String.raw`{"action":"create_signup","arguments":{"email_address":"${mark}\ud800"}}`,
    "invalid_arguments",
  ],
];

describe("a body that is not a request", () => {
  it.each(notRequests)("is answered with 400 and never repeated: %s", async (_, body, code) => {
    const server = testServer();
    const answer = await server.invoke(body);
    expect(answer).toEqual({ status: 400, body: expect.any(String) });
    expect(JSON.parse(answer.body)).toEqual({ error: { code, message: expect.any(String) } });
    expect(answer.body).not.toContain(mark);
    expect(server.audits).toEqual([]);
    expect(server.storage.count() + server.userStore.count()).toBe(0);
  });
});

describe("an endpoint", () => {
  it.each([
    ["takes what is allowed", { allow: ["create_signup"] }, 200],
    ["takes nothing else", { allow: ["create_signin", "get_signup"] }, 400],
    ["takes nothing if nothing is allowed", { allow: [] }, 400],
    ["does not take what is blocked", { block: ["create_signup"] }, 400],
    ["takes what is not blocked", { block: ["create_signin"] }, 200],
    ["does not take what is both allowed and blocked", { allow: ["create_signup"], block: ["create_signup"] }, 400],
  ])("%s", async (_, options, status) => {
    const server = testServer();
    const answer = await server.invoke(JSON.stringify(signup), options);
    expect(answer.status).toBe(status);
    expect(server.mails.length).toBe(status === 200 ? 1 : 0);
    if (status === 400) expect(answer.body).toContain("action_not_allowed");
  });
});

describe("an answer", () => {
  it("has a new invocation id each time, and what the wire's names say", async () => {
    const server = testServer();
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(await server.invoke(JSON.stringify(signup)));
    const bodies = answers.map(({ body }) => JSON.parse(body));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(bodies.map((body) => body.action_invocation_id)).size).toBe(3);
    expect(bodies[0]).toEqual({
      ok: true,
      action_invocation_id: expect.stringMatching(/^[a-km-z2-9]{24}$/),
      values: {
        signup_token: expect.any(String),
        signup: {
          id: expect.any(String),
          unregistered_user_id: "",
          email_address: "alice@example.com",
          email_address_verified: false,
          password_set: false,
          created_at: 1893456000,
          expires_at: 1893457200,
        },
      },
    });
  });

  it("has empty values where there are none, and an error code where it is a refusal", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const arguments_ = { session_token: alice.args.sessionToken };
    const body = JSON.stringify({ action: "delete_session", arguments: arguments_, more: mark });
    const answers = [await alice.server.invoke(body), await alice.server.invoke(body)];
    expect(answers.map((answer) => JSON.parse(answer.body))).toEqual([
      { ok: true, action_invocation_id: expect.any(String), values: {} },
      { ok: false, action_invocation_id: expect.any(String), error_code: "invalid_session_token" },
    ]);
  });

  it("ignores what it does not know, in the body and among the arguments", async () => {
    const server = testServer();
    const body = `{"__proto__":{"action":"x"},"${mark}":1,"action":"create_signup","arguments":{"__proto__":{},"constructor":1,"email_address":"alice@example.com"}}`;
    const answer = await server.invoke(body);
    expect(answer.status).toBe(200);
    expect(answer.body).not.toContain(mark);
    expect(server.mails).toMatchObject([{ to: { emailAddress: "alice@example.com" } }]);
  });

  it("that cannot be written down is an accident, reported once with its id", async () => {
    const server = testServer();
    server.clock.advanceSeconds(-100 * 365 * 86_400); // there are no timestamps before 1970
    const { status, body } = await server.invoke(JSON.stringify(signup));
    const { action_invocation_id: actionInvocationId, ...answer } = JSON.parse(body);
    expect({ status, ...answer }).toEqual({ status: 200, ok: false, error_code: "internal_error" });
    expect(server.accidents.splice(0)).toMatchObject([{ actionInvocationId, error: expect.any(Error) }]);
  });
});
