import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { type Person, person, type Step } from "../testing/person.ts";
import { newAddressVerified, signedUp, withWrongSecret } from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";

/** What opens each kind of token, and the refusal of one that opens nothing. */
const kinds: readonly (readonly [token: string, action: ActionName, refusal: string])[] = [
  ["signupToken", "get_signup", "invalid_signup_token"],
  ["signinToken", "get_signin", "invalid_signin_token"],
  ["sessionToken", "get_session", "invalid_session_token"],
  ["userEmailAddressUpdateToken", "get_user_email_address_update", "invalid_user_email_address_update_token"],
  ["userPasswordUpdateToken", "get_user_password_update", "invalid_password_update_token"],
  ["userPasswordResetToken", "get_user_password_reset", "invalid_user_password_reset_token"],
  ["userDeletionToken", "get_user_deletion", "invalid_user_deletion_token"],
];

/** Somebody who holds one token of each kind. */
async function withAllTokens(): Promise<Person> {
  const alice = person(testServer());
  const everything: readonly Step[] = [...signedUp, "create_signin", ...newAddressVerified];
  await alice.does(...everything, "create_user_password_update", "create_user_password_reset", "create_user_deletion");
  await alice.does(["create_signup", { emailAddress: "bob@example.com" }]);
  return alice;
}

describe("S3: a token opens only its own kind of record", () => {
  it("each opens its own", async () => {
    const alice = await withAllTokens();
    for (const [, action] of kinds) expect(await alice.tries(action)).toBe("ok");
  });

  it.each(kinds)("a %s is not replaced by any other", async (token, action, refusal) => {
    const alice = await withAllTokens();
    const others = kinds.map(([other]) => alice.args[other] ?? "").filter((other) => other !== alice.args[token]);
    expect(others.length).toBe(6);
    for (const other of others) expect(await alice.tries(action, { [token]: other })).toBe(refusal);
  });
});

describe("S3: a wrong secret is refused before any call to the user server", () => {
  it.each(kinds)("of a %s", async (token, action, refusal) => {
    const alice = await withAllTokens();
    const { userStore } = alice.server;
    const isInSession = action.startsWith("get_user_") && token !== "userPasswordResetToken";
    await alice.does(withWrongSecret(token));
    userStore.calls.length = 0;
    expect(await alice.tries(action)).toBe(refusal);
    // The session's own user is asked for before anything about the flow.
    expect(userStore.count()).toBe(isInSession ? 1 : 0);

    if (!isInSession) return;
    await alice.does(withWrongSecret("sessionToken"));
    expect(await alice.tries(action)).toBe("invalid_session_token");
    expect(userStore.count()).toBe(1);
  });

  it.each([
    ["of another length", (token: string) => token.slice(0, -1)],
    ["that is longer", (token: string) => `${token}a`],
    ["without a dot", (token: string) => token.replace(".", "")],
    ["in upper case", (token: string) => token.toUpperCase()],
    ["with an unknown id", (token: string) => `${"a".repeat(24)}${token.slice(24)}`],
    ["with only an id", (token: string) => token.slice(0, 25)],
    ["with the halves the wrong way round", (token: string) => token.split(".").reverse().join(".")],
    ["with something before it", (token: string) => ` ${token}`],
    ["with a line after it", (token: string) => `${token}\n`],
    ["of 10,000 letters", () => "a".repeat(10_000)],
    ["with a key of the storage in it", (token: string) => `../session.${token}`],
  ])("nor is a token %s", async (_, spoil) => {
    const alice = await withAllTokens();
    const { userStore } = alice.server;
    userStore.calls.length = 0;
    for (const [token, action, refusal] of kinds) {
      const spoilt = spoil(alice.args[token] ?? "");
      expect(await alice.tries(action, { [token]: spoilt, sessionToken: spoilt })).toBe(
        action.startsWith("get_user_") && token !== "userPasswordResetToken" ? "invalid_session_token" : refusal,
      );
    }
    expect(userStore.count()).toBe(0);
  });
});
