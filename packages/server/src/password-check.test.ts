import type { ActionName } from "@tiauth/protocol";
import { describe, expect, it } from "vitest";
import { newPassword, type Person, person } from "../testing/person.ts";
import {
  minutes,
  newAddressVerified,
  passwordReset,
  signedIn,
  signedUp,
  trying,
  userOf,
  wrongPassword,
} from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";

const checks: readonly ActionName[] = [
  "verify_signin_user_password",
  "verify_user_email_address_update_user_password",
  "verify_user_password_update_user_password",
  "verify_user_deletion_user_password",
];

/** Somebody with all four flows that check a password under way. */
async function withAllFlows(): Promise<Person> {
  const alice = person(testServer());
  await alice.does(...signedUp, "create_signin", ...newAddressVerified);
  await alice.does("create_user_password_update", "create_user_deletion");
  return alice;
}

const answersOf = async (alice: Person, different = {}) => {
  const answers = [];
  for (const action of checks) answers.push(await alice.tries(action, different));
  return answers;
};

/** So many wrong passwords, as fast as the bucket lets them through. */
async function fail(alice: Person, times: number) {
  for (let done = 0; done < times; ) {
    await alice.does("create_signin");
    const answer = await alice.tries("verify_signin_user_password", wrongPassword);
    if (answer === "incorrect_password") done += 1;
    else await alice.does(minutes(1));
  }
}

describe("L3: all four password checks of a user", () => {
  it("share one bucket: 5 tokens, then 1 a minute", async () => {
    const alice = await withAllFlows();
    expect(await answersOf(alice, wrongPassword)).toEqual(Array(4).fill("incorrect_password"));
    expect(await alice.tries("verify_user_deletion_user_password", wrongPassword)).toBe("incorrect_password");
    expect(await answersOf(alice)).toEqual(Array(4).fill("rate_limited"));

    alice.server.clock.advanceSeconds(59.999);
    expect(await answersOf(alice)).toEqual(Array(4).fill("rate_limited"));
    alice.server.clock.advanceSeconds(0.001);
    expect(await answersOf(alice)).toEqual(["ok", "rate_limited", "rate_limited", "rate_limited"]);
  });

  it("do not share it with another user", async () => {
    const alice = await withAllFlows();
    await alice.does(trying(5, "verify_signin_user_password", wrongPassword));
    const bob = person(alice.server, "bob@example.com");
    await bob.does(...signedUp, ...signedIn);
  });

  it("charge a right password as well", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp, ...Array(5).fill(signedIn).flat(), "create_signin");
    expect(await alice.tries("verify_signin_user_password")).toBe("rate_limited");
  });
});

describe("L3: 100 consecutive failures", () => {
  it("end all password checks, until a password reset", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    await fail(alice, 100);
    await alice.does(minutes(60), "get_session", "create_signin", ...newAddressVerified);
    await alice.does("create_user_password_update", "create_user_deletion");
    const hashesBefore = alice.server.hasher.count("hash");
    expect(await answersOf(alice)).toEqual(Array(4).fill("rate_limited"));
    expect(alice.server.hasher.count("hash")).toBe(hashesBefore);

    await alice.does(...passwordReset);
    alice.args.password = newPassword;
    await alice.does(...signedIn);
    expect(userOf(alice).passwordHashCounter).toBe(1);
  });

  it("are not reached by 99, a success, and 99 more", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    await fail(alice, 99);
    await alice.does(minutes(1), ...signedIn);
    await fail(alice, 99);
    await alice.does(minutes(1), ...signedIn);
  });

  it("are remembered for a year", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    await fail(alice, 100);
    await alice.does(minutes(364 * 24 * 60), "create_signin");
    expect(await alice.tries("verify_signin_user_password")).toBe("rate_limited");
  });
});
