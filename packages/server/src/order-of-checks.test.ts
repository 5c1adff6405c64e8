import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { type Person, person, type Step } from "../testing/person.ts";
import { changed, signedUp, trying, userOf, withWrongSecret, wrongTemporaryPassword } from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";
import { photograph } from "../testing/traces.ts";

/** What can be wrong, and the code that says so. */
type Wrong = readonly [code: string, step: Step];

const malformed = "not an address";
const writesNonsense: Wrong = [
  "invalid_email_address",
  ({ args }) =>
    Object.assign(args, { emailAddress: malformed, newEmailAddress: malformed, userEmailAddress: malformed }),
];
const isUnwanted: Wrong = ["email_address_not_allowed", ({ args }) => Object.assign(args, { isUnwanted: "yes" })];
/** Somebody has the address that is asked for, even one that nobody can have. */
const isTaken: Wrong = [
  "email_address_already_used",
  ({ server: { users }, args: { emailAddress = "", newEmailAddress = "" } }) => {
    const [user] = users.users.values();
    for (const taken of [emailAddress, newEmailAddress, malformed])
      if (user) users.users.set(taken, { ...user, id: taken, emailAddress: taken });
  },
];
const hasNoMailLeft: Wrong = [
  "rate_limited",
  async ({ server, args }) => {
    const others = [args.emailAddress, args.newEmailAddress].map((address) => person(server, address));
    for (const other of others) await other.does(trying(5, "create_signup"));
  },
];
const hasNoGuessLeft: Wrong = [
  "rate_limited",
  async (alice) =>
    alice.does(
      "create_user_password_reset",
      trying(5, "verify_user_password_reset_temporary_password", wrongTemporaryPassword),
    ),
];
const isNobody: Wrong = [
  "user_not_found",
  ({ args }) => Object.assign(args, { userEmailAddress: "nobody@example.com" }),
];
const isDisabled: Wrong = ["user_disabled", changed(() => ({ disabled: true }))];
const isSignedOut: Wrong = ["invalid_session_token", withWrongSecret("sessionToken")];

/** In the order in which a caller can learn them. */
const orders: readonly (readonly [ActionName, readonly Wrong[]])[] = [
  ["create_signup", [writesNonsense, isUnwanted, isTaken, hasNoMailLeft]],
  ["create_signin", [writesNonsense, isNobody, isDisabled]],
  ["create_user_password_reset", [writesNonsense, isNobody, isDisabled, hasNoGuessLeft]],
  ["create_user_email_address_update", [isSignedOut, writesNonsense, isUnwanted, isTaken, hasNoMailLeft]],
];
const cases = orders.flatMap(([action, wrongs]) =>
  wrongs.map(([code], index) => ({ action, code, wrongs: wrongs.slice(index) })),
);

async function withAllOf(wrongs: readonly Wrong[]): Promise<Person> {
  const server = testServer({ isEmailAddressAllowed: () => alice.args.isUnwanted === undefined });
  const alice = person(server);
  await alice.does(...signedUp);
  Object.assign(alice.args, { emailAddress: "bob@example.com" });
  for (const [, step] of wrongs.toReversed()) await alice.does(step);
  await server.idle();
  return alice;
}

describe("O1: when several things are wrong at once, the first in the protocol's order is answered, and none leaves a trace", () => {
  it.each(cases)("$action: $code", async ({ action, code, wrongs }) => {
    const alice = await withAllOf(wrongs);
    const before = photograph(alice.server);
    expect(await alice.tries(action)).toBe(code);
    expect(photograph(alice.server)).toEqual(before);
  });

  it("and what is not wrong is taken", async () => {
    for (const [action] of orders) {
      const alice = await withAllOf([]);
      expect(await alice.tries(action)).toBe("ok");
      expect(userOf(alice).emailAddress).toBe("alice@example.com");
    }
  });
});
