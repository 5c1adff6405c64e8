import { errorCodes, type PageActionName, pageActions } from "@tiauth/protocol";
import { expect, test } from "vitest";
import { kindEndedBy, kindRefusedBy, refusalOf, tokensGivenBy, tokensTakenBy } from "./tokens.ts";

// The contract's own keys.
const names = Object.keys(pageActions) as PageActionName[];
const kinds = [...new Set(names.flatMap((name) => [...tokensTakenBy(name), ...tokensGivenBy(name)]))];

test("every kind of token is found in the contract", () => {
  expect(kinds.toSorted()).toEqual([
    "session_token",
    "signin_token",
    "signup_token",
    "user_deletion_token",
    "user_email_address_update_token",
    "user_password_reset_token",
    "user_password_update_token",
  ]);
});

test("every token that is taken is given by an action, and the other way round", () => {
  for (const kind of kinds) {
    expect(names.filter((name) => tokensTakenBy(name).includes(kind)).length, kind).toBeGreaterThan(1);
    expect(names.filter((name) => tokensGivenBy(name).includes(kind)).length, kind).toBeGreaterThan(0);
  }
});

test("the session comes before the flow, as the server checks them", () => {
  for (const name of names) expect(tokensTakenBy(name).indexOf("session_token"), name).toBeLessThanOrEqual(0);
});

test("every action has a code of its own for each token that it takes, and is understood when it says so", () => {
  for (const name of names)
    for (const kind of tokensTakenBy(name)) {
      const code = refusalOf(name, kind);
      expect(pageActions[name].errors, name).toContain(code);
      expect(Object.keys(errorCodes)).toContain(code);
      expect(kindRefusedBy(name, code), name).toBe(kind);
    }
});

test("other refusals are about no token", () => {
  for (const code of ["invalid_email_address", "incorrect_password", "session_mismatch", "invalid_", "", "_token"])
    expect(kindRefusedBy("verify_user_password_update_user_password", code)).toBeUndefined();
});

test("a flow ends with what completes or deletes it, a session with what signs out", () => {
  const ended = names.flatMap((name) => (kindEndedBy(name) ? [`${name}: ${kindEndedBy(name)}`] : []));
  expect(ended).toEqual([
    "delete_signup: signup_token",
    "complete_signup: signup_token",
    "delete_signin: signin_token",
    "complete_signin: signin_token",
    "delete_session: session_token",
    "delete_all_sessions: session_token",
    "delete_user_email_address_update: user_email_address_update_token",
    "complete_user_email_address_update: user_email_address_update_token",
    "delete_user_password_update: user_password_update_token",
    "complete_user_password_update: user_password_update_token",
    "delete_user_password_reset: user_password_reset_token",
    "complete_user_password_reset: user_password_reset_token",
    "delete_user_deletion: user_deletion_token",
    "complete_user_deletion: user_deletion_token",
  ]);
});
