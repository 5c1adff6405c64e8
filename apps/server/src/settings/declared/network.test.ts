import { actions } from "@tiauth/protocol";
import { expect, test } from "vitest";
import { readSettings } from "../read.ts";

const read = (environment: Record<string, string>) => readSettings({ flags: [], environment, envFile: {} });

test("every action is taken unless it is said otherwise", () => {
  expect(read({})).toMatchObject({ settings: { allowedActions: undefined, blockedActions: undefined }, warnings: [] });
});

test("any actions of the contract may be allowed or blocked, with blanks around the commas", () => {
  const names = Object.keys(actions);
  expect(read({ TIAUTH_ALLOWED_ACTIONS: names.join(" , ") })).toMatchObject({ settings: { allowedActions: names } });
  expect(read({ TIAUTH_BLOCKED_ACTIONS: names.join(",") })).toMatchObject({ settings: { blockedActions: names } });
  const both = { TIAUTH_ALLOWED_ACTIONS: "get_session,delete_session", TIAUTH_BLOCKED_ACTIONS: "create_signup" };
  expect(read(both)).toMatchObject({
    settings: { allowedActions: ["get_session", "delete_session"], blockedActions: ["create_signup"] },
  });
});

test.each([
  ["get_sesion", "number 1 (did you mean get_session?)"],
  ["get_session, create_sign_up,verify", "number 2 (did you mean create_signup?), number 3"],
  ["get_session,", "number 2"],
  ["getSession", "number 1 (did you mean get_session?)"],
  ["get_user", "number 1"],
  ["toString", "number 1"],
])("C1: among actions, %j is refused without being repeated", (text, wrong) => {
  for (const name of ["TIAUTH_ALLOWED_ACTIONS", "TIAUTH_BLOCKED_ACTIONS"])
    expect(read({ [name]: text })).toEqual({
      mistakes: [{ name, message: `must be a comma-separated list of actions; wrong: ${wrong}` }],
    });
});

test("C1: an action cannot be allowed and blocked", () => {
  const environment = { TIAUTH_ALLOWED_ACTIONS: "get_session,create_signup", TIAUTH_BLOCKED_ACTIONS: "create_signup" };
  expect(read(environment)).toEqual({
    mistakes: [
      { name: "TIAUTH_BLOCKED_ACTIONS", message: "must not name an action that TIAUTH_ALLOWED_ACTIONS names too" },
    ],
  });
});
