import { type Actions, action, sessionActions } from "@tiauth/protocol";
import { expect, test } from "vitest";
import type { Scenario, Scenarios } from "./scenario.ts";
import type { Scene } from "./scene.ts";
import { sessionScenarios } from "./session.ts";
import { scenarios } from "./table.ts";

// Checked by the compiler: an `@ts-expect-error` over a line that compiles is itself an error.

type Session = Scenarios<typeof sessionActions>;
const { get_session, delete_session, delete_all_sessions } = sessionScenarios;
const signIn = ({ client }: Scene) => client.createSignin({ userEmailAddress: "somebody" });

test("every action has its scenarios, and nothing else has", () => {
  const { create_signup, ...withoutOne } = scenarios;
  // @ts-expect-error -- the table lacks an action of the contract
  const incomplete: Scenarios<Actions> = withoutOne;
  // @ts-expect-error -- so does a part of it
  const missing: Session = { get_session, delete_session };
  // @ts-expect-error -- there is no such action
  const surplus: Session = { get_session, delete_session, delete_all_sessions, refresh_session: get_session };
  // @ts-expect-error -- nor one of this name
  const misspelt: Session = { get_session, delete_session, delete_all_session: delete_all_sessions };
  expect([create_signup, incomplete, missing, surplus, misspelt]).toHaveLength(5);
});

test("every outcome has its scenario, and nothing else has", () => {
  const { ok, invalid_session_token } = get_session;
  // @ts-expect-error -- a code lacks its scenario
  const missingCode: Session["get_session"] = { ok };
  // @ts-expect-error -- success lacks its scenario
  const missingOk: Session["get_session"] = { invalid_session_token };
  // @ts-expect-error -- the code is another action's
  const surplus: Session["get_session"] = { ok, invalid_session_token, session_mismatch: ok };
  // @ts-expect-error -- there is no such code
  const misspelt: Session["get_session"] = { ok, invalid_session_tokens: invalid_session_token };
  // @ts-expect-error -- codes that every action has are accidents: no scenario is asked for
  const accident: Session["get_session"] = { ok, invalid_session_token, internal_error: ok };
  // @ts-expect-error -- undefined is no scenario
  const skipped: Session["get_session"] = { ok, invalid_session_token: undefined };
  expect([missingCode, missingOk, surplus, misspelt, accident, skipped]).toHaveLength(6);
});

test("a change of the contract changes what the table has to have", () => {
  const { get_session: declared } = sessionActions;
  const changed = {
    ...sessionActions,
    get_session: { ...declared, errors: [...declared.errors, "session_too_old" as const] }, // widened to string without
  };
  // @ts-expect-error -- a new code has no scenario yet
  const newCode: Scenarios<typeof changed> = sessionScenarios;
  // @ts-expect-error -- a new action has no scenarios yet
  const newAction: Scenarios<typeof sessionActions & { touch_session: typeof declared }> = sessionScenarios;
  const codeless = { get_session: action({ summary: "Get the session.", arguments: {} }) };
  const ok = { unreachable: "It is enough that there is one." };
  // @ts-expect-error -- a code that is gone has a scenario still
  const goneCode: Scenarios<typeof codeless> = { get_session: { ok, invalid_session_token: ok } };
  expect([newCode, newAction, goneCode]).toHaveLength(3);
});

test("a scenario resolves with an outcome of its own action, or says why there is none", () => {
  type SomeScenario = Scenario<Actions["get_session"]>;
  const unreachable: SomeScenario = { unreachable: "It takes an accident." };
  // @ts-expect-error -- no reason
  const reasonless: SomeScenario = {};
  // @ts-expect-error -- another action's outcome: its values and its codes
  const others: SomeScenario = signIn;
  // @ts-expect-error -- nothing at all
  const nothing: SomeScenario = async () => {};
  // @ts-expect-error -- the outcome has to be the server's: no invocation, no outcome
  const made: SomeScenario = async () => ({ ok: false, errorCode: "invalid_session_token" });
  expect([unreachable, reasonless, others, nothing, made]).toHaveLength(5);
});
