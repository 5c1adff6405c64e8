import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { parallel, tally } from "../testing/answers.ts";
import { person, type Step } from "../testing/person.ts";
import { newAddressVerified, signedUp, wrongCode, wrongPassword, wrongTemporaryPassword } from "../testing/steps.ts";
import { storages } from "../testing/storages.ts";
import { testServer } from "../testing/test-server.ts";

type Guess = readonly [
  action: ActionName,
  wrong: Readonly<Record<string, string>>,
  steps: readonly Step[],
  code: string,
];

const wrongCodeAnswer = "incorrect_email_address_verification_code";
const guesses: readonly Guess[] = [
  ["verify_signup_email_address_verification_code", wrongCode, ["create_signup"], wrongCodeAnswer],
  ["verify_signin_user_password", wrongPassword, [...signedUp, "create_signin"], "incorrect_password"],
  [
    "verify_user_email_address_update_email_address_verification_code",
    wrongCode,
    [...signedUp, "create_user_email_address_update"],
    wrongCodeAnswer,
  ],
  [
    "verify_user_email_address_update_user_password",
    wrongPassword,
    [...signedUp, ...newAddressVerified],
    "incorrect_password",
  ],
  [
    "verify_user_password_update_user_password",
    wrongPassword,
    [...signedUp, "create_user_password_update"],
    "incorrect_password",
  ],
  [
    "verify_user_password_reset_temporary_password",
    wrongTemporaryPassword,
    [...signedUp, "create_user_password_reset"],
    "incorrect_temporary_password",
  ],
  ["verify_user_deletion_user_password", wrongPassword, [...signedUp, "create_user_deletion"], "incorrect_password"],
];

describe("L2: of 1,000 wrong guesses at once 5 are looked at, and the right one then gets no answer either", () => {
  it.each(guesses)("%s", async (action, wrong, steps, code) => {
    const alice = person(testServer());
    await alice.does(...steps);
    const hashesBefore = alice.server.hasher.count("hash");
    const answers = await parallel(1000, () => alice.tries(action, wrong));
    expect(tally(answers)).toEqual({ [code]: 5, rate_limited: 995 });
    expect(alice.server.hasher.count("hash") - hashesBefore).toBe(code === wrongCodeAnswer ? 0 : 5);
    expect(await alice.tries(action)).toBe("rate_limited");
  });
});

for (const [name, open] of Object.entries(storages)) {
  describe(`L2: of 1,000 wrong guesses at once no more than 5 are looked at, with ${name}`, () => {
    it.each(guesses.slice(0, 2))("%s", async (action, wrong, steps, code) => {
      const alice = person(testServer({ storage: open() }));
      await alice.does(...steps);
      const answers = tally(await parallel(1000, () => alice.tries(action, wrong)));
      const { [code]: lookedAt = 0, rate_limited: limited = 0, internal_conflict: conflicts = 0, ...others } = answers;
      expect(others).toEqual({});
      expect(lookedAt).toBeLessThanOrEqual(5);
      expect(lookedAt + limited + conflicts).toBe(1000);
    });
  });
}
