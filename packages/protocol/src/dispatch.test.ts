import { describe, expect, test } from "vitest";
import { action, type Call, type Handlers, type Invocation, type SyncHandlers } from "./action.ts";
import { actions } from "./actions.ts";
import { BadRequest } from "./bad-request.ts";
import { type Accepts, type AnyResult, dispatch, perform } from "./dispatch.ts";
import { err, ok } from "./result.ts";
import { run } from "./run.ts";
import { bytes, text, timestamp } from "./wire.ts";

const catalog = {
  get_pet: action({
    summary: "Get a pet.",
    arguments: { pet_id: text("Which.") },
    values: { pet_name: text("Its name."), born_at: timestamp, pet_picture: bytes },
    errors: ["pet_not_found"],
  }),
  delete_pet: action({ summary: "Delete a pet.", arguments: { pet_id: text("Which.") } }),
};
type Pets = typeof catalog;

const request = (action: string, args: object) => JSON.stringify({ action, arguments: args });

/** Answers every call with `reply`; returns what was called and what is sent back. */
function answering(body: string, reply: AnyResult, accepts?: Accepts) {
  const calls: Call<Pets>[] = [];
  const answer = run(dispatch(catalog, body, "i", accepts), (call): AnyResult => {
    calls.push(call);
    return reply;
  });
  return { calls, answer: JSON.parse(answer) };
}

/** The error that a body is rejected with; fails if it reaches an action. */
function rejectionOf(body: string, accepts?: Accepts): BadRequest {
  try {
    run(dispatch(catalog, body, "i", accepts), () => expect.fail("reached an action"));
  } catch (error) {
    if (error instanceof BadRequest) return error;
    throw error;
  }
  return expect.fail("not rejected");
}

describe("a request", () => {
  test("becomes a call with its arguments in camelCase", () => {
    const { calls } = answering(request("get_pet", { pet_id: "7" }), err("pet_not_found"));
    expect(calls).toEqual([{ action: "get_pet", actionInvocationId: "i", arguments: { petId: "7" } }]);
  });

  test("may have unknown fields, which are dropped", () => {
    const body = '{"action":"get_pet","version":2,"arguments":{"pet_id":"7","colour":"red","__proto__":{"petId":"8"}}}';
    expect(answering(body, err("pet_not_found")).calls[0]?.arguments).toEqual({ petId: "7" });
  });

  test.each([
    ["", "invalid_json"],
    ["{", "invalid_json"],
    ["undefined", "invalid_json"],
    ["{'action':'get_pet'}", "invalid_json"],
    ['{"action":"get_pet","arguments":{"pet_id":"7"},}', "invalid_json"],
    ['{"action":"get_pet","arguments":{"pet_id":"7"}} trailing', "invalid_json"],
    ['\uFEFF{"action":"get_pet","arguments":{"pet_id":"7"}}', "invalid_json"],
    ["null", "invalid_request"],
    ["7", "invalid_request"],
    ["-1", "invalid_request"],
    ['"get_pet"', "invalid_request"],
    ["[]", "invalid_request"],
    ['[{"action":"get_pet","arguments":{"pet_id":"7"}}]', "invalid_request"],
    ["{}", "invalid_request"],
    ['{"action":"get_pet"}', "invalid_request"],
    ['{"arguments":{"pet_id":"7"}}', "invalid_request"],
    ['{"action":7,"arguments":{"pet_id":"7"}}', "invalid_request"],
    ['{"action":null,"arguments":{"pet_id":"7"}}', "invalid_request"],
    ['{"action":"get_pet","arguments":null}', "invalid_request"],
    ['{"action":"get_pet","arguments":"7"}', "invalid_request"],
    ['{"action":"get_pet","arguments":["7"]}', "invalid_request"],
    ['{"__proto__":{"action":"get_pet","arguments":{"pet_id":"7"}}}', "invalid_request"],
    ['{"action":"","arguments":{"pet_id":"7"}}', "unknown_action"],
    ['{"action":"getPet","arguments":{"pet_id":"7"}}', "unknown_action"],
    ['{"action":"GET_PET","arguments":{"pet_id":"7"}}', "unknown_action"],
    ['{"action":"get_pet ","arguments":{"pet_id":"7"}}', "unknown_action"],
    ['{"action":"\\ud800","arguments":{"pet_id":"7"}}', "unknown_action"],
    ['{"action":"__proto__","arguments":{}}', "unknown_action"],
    ['{"action":"constructor","arguments":{}}', "unknown_action"],
    ['{"action":"toString","arguments":{}}', "unknown_action"],
    ['{"action":"hasOwnProperty","arguments":{}}', "unknown_action"],
    ['{"action":"get_pet","arguments":{}}', "invalid_arguments"],
    ['{"action":"get_pet","arguments":{"petId":"7"}}', "invalid_arguments"],
    ['{"action":"get_pet","arguments":{"pet_id":null}}', "invalid_arguments"],
    ['{"action":"get_pet","arguments":{"pet_id":7}}', "invalid_arguments"],
    ['{"action":"get_pet","arguments":{"pet_id":true}}', "invalid_arguments"],
    ['{"action":"get_pet","arguments":{"pet_id":["7"]}}', "invalid_arguments"],
    ['{"action":"get_pet","arguments":{"pet_id":{}}}', "invalid_arguments"],
    ['{"action":"get_pet","arguments":{"pet_id":"7\\ud800"}}', "invalid_arguments"],
    ['{"action":"get_pet","arguments":{"__proto__":{"pet_id":"7"}}}', "invalid_arguments"],
    ['{"action":"get_pet","arguments":{"toString":"7"}}', "invalid_arguments"],
  ])("H1: that is none never reaches an action: %s", (body, code) => {
    const error = rejectionOf(body);
    expect(error.code).toBe(code);
    expect(JSON.parse(error.toBody())).toEqual({ error: { code, message: error.message } });
  });

  test.each([
    "caller's text",
    '{"caller\'s text"',
    request("caller's text", {}),
    request("get_pet", { "caller's text": "caller's text", pet_id: ["caller's text"] }),
    JSON.stringify({ action: ["caller's text"], arguments: {} }),
  ])("is never repeated by the rejection: %s", (body) => {
    expect(rejectionOf(body).toBody()).not.toContain("caller's text");
  });

  test("with several wrong arguments is told the name of each", () => {
    const body = request("set_signup_password", { signup_token: 7 });
    const program = dispatch(actions, body, "i");
    expect(() => program.next()).toThrow("Missing, or not of the declared type: signup_token, password.");
  });
});

describe("an endpoint", () => {
  const get = request("get_pet", { pet_id: "7" });

  test("takes every action by default", () => {
    expect(answering(get, err("pet_not_found")).calls).toHaveLength(1);
  });

  test("takes only the actions of its allowlist", () => {
    expect(answering(get, err("pet_not_found"), { allow: ["get_pet"] }).calls).toHaveLength(1);
    expect(rejectionOf(get, { allow: ["delete_pet"] }).code).toBe("action_not_allowed");
    expect(rejectionOf(get, { allow: [] }).code).toBe("action_not_allowed");
  });

  test("never takes an action of its blocklist, even if it is allowed", () => {
    expect(answering(get, err("pet_not_found"), { block: ["delete_pet"] }).calls).toHaveLength(1);
    expect(rejectionOf(get, { block: ["get_pet"] }).code).toBe("action_not_allowed");
    expect(rejectionOf(get, { allow: ["get_pet"], block: ["get_pet"] }).code).toBe("action_not_allowed");
  });

  test("allows no action that does not exist", () => {
    const body = request("toString", {});
    expect(rejectionOf(body, { allow: ["toString"] }).code).toBe("unknown_action");
  });
});

describe("an answer", () => {
  const get = request("get_pet", { pet_id: "7" });
  const pet = { petName: "Rex", bornAt: new Date(1_700_000_000_999), petPicture: Uint8Array.of(0, 255) };

  test("has the values by their names and in their form on the wire", () => {
    expect(answering(get, ok(pet)).answer).toEqual({
      ok: true,
      action_invocation_id: "i",
      values: { pet_name: "Rex", born_at: 1_700_000_000, pet_picture: "AP8=" },
    });
  });

  test("S1: leaves out fields that are not declared", () => {
    const { answer } = answering(get, ok({ ...pet, secretHash: "x", pet_name: "y" }));
    expect(Object.keys(answer.values)).toEqual(["pet_name", "born_at", "pet_picture"]);
  });

  test("has empty values where none are declared", () => {
    const { answer } = answering(request("delete_pet", { pet_id: "7" }), ok({ petName: "Rex" }));
    expect(answer).toEqual({ ok: true, action_invocation_id: "i", values: {} });
  });

  test.each(["pet_not_found", "internal_error", "internal_conflict"])("passes on the declared code %s", (code) => {
    const { answer } = answering(get, err(code));
    expect(answer).toEqual({ ok: false, action_invocation_id: "i", error_code: code });
  });

  test("turns a code that is not declared into internal_error", () => {
    const body = request("delete_pet", { pet_id: "7" });
    for (const code of ["pet_not_found", "toString", ""]) {
      expect(answering(body, err(code)).answer).toMatchObject({ ok: false, error_code: "internal_error" });
    }
  });

  test("whose values are not as declared is an accident", () => {
    expect(() => answering(get, ok({ ...pet, petName: undefined }))).toThrow();
    expect(() => answering(get, ok({ ...pet, bornAt: new Date(Number.NaN) }))).toThrow();
    expect(() => answering(get, ok({ ...pet, petPicture: "AP8=" }))).toThrow();
  });
});

describe("perform", () => {
  const call: Call<Pets> = { action: "get_pet", actionInvocationId: "i", arguments: { petId: "7" } };
  const invocation = { action: "get_pet", actionInvocationId: "i" };

  test("calls the handler of the call's action with its arguments and the invocation", async () => {
    const seen: unknown[] = [];
    const handlers: Handlers<Pets, Invocation> = {
      get_pet: async (args, by) => {
        seen.push(args, by);
        return err("pet_not_found");
      },
      delete_pet: async () => expect.fail("another action's handler"),
    };
    expect(await perform(handlers, call, invocation)).toEqual(err("pet_not_found"));
    expect(seen).toEqual([{ petId: "7" }, invocation]);
  });

  test("is synchronous with synchronous handlers", () => {
    const handlers: SyncHandlers<Pets> = { get_pet: () => err("pet_not_found"), delete_pet: () => ok() };
    expect(perform(handlers, call, invocation)).toEqual(err("pet_not_found"));
  });
});
