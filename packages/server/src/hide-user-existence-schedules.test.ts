import type { ActionName } from "@tiauth/protocol";
import type { MemoryUserStore } from "@tiauth/user-server/memory";
import { describe, expect, it } from "vitest";
import { parallel, tally } from "../testing/answers.ts";
import type { Arguments, Step } from "../testing/person.ts";
import { changed, disabled, gone } from "../testing/steps.ts";
import { discreetServer, type Sight, type Stranger, stranger, usersWith } from "../testing/stranger.ts";

/** Random, and the same in every run. Numbers from 0 up to `below`. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * below);
  };
}

const creates = ["create_signup", "create_signin", "create_user_password_reset"] as const;
/** With the name of the token that each needs. */
const followUps: readonly (readonly [ActionName, string])[] = [
  ["get_signup", "signupToken"],
  ["send_signup_email_address_verification_code", "signupToken"],
  ["verify_signup_email_address_verification_code", "signupToken"],
  ["verify_signup_email_address_verification_code", "signupToken"],
  ["set_signup_password", "signupToken"],
  ["complete_signup", "signupToken"],
  ["delete_signup", "signupToken"],
  ["get_signin", "signinToken"],
  ["verify_signin_user_password", "signinToken"],
  ["verify_signin_user_password", "signinToken"],
  ["complete_signin", "signinToken"],
  ["delete_signin", "signinToken"],
  ["get_user_password_reset", "userPasswordResetToken"],
  ["verify_user_password_reset_temporary_password", "userPasswordResetToken"],
  ["verify_user_password_reset_temporary_password", "userPasswordResetToken"],
  ["set_user_password_reset_new_password", "userPasswordResetToken"],
  ["complete_user_password_reset", "userPasswordResetToken"],
  ["delete_user_password_reset", "userPasswordResetToken"],
];
const guesses = {
  emailAddressVerificationCode: "AAAAAAAA",
  temporaryPassword: "AAAAAAAAAAAA",
  password: "this is only a guess",
};

interface Schedule {
  readonly seed: number;
  readonly steps: number;
  readonly isCreating: boolean;
}

/** Whatever comes into a stranger's head, in flows of theirs that may be old, with time passing now and then. */
async function wander(eve: Stranger, { seed, steps, isCreating }: Schedule, tokens: Record<string, string[]>) {
  const roll = dice(seed);
  const sights: (readonly [ActionName, Sight])[] = [];
  const sees = async (action: ActionName, different: Arguments = {}) => {
    sights.push([action, await eve.sees(action, { ...guesses, ...different })]);
    for (const name of ["signupToken", "signinToken", "userPasswordResetToken"]) {
      const [token, known] = [eve.args[name], tokens[name] ?? []];
      if (token && !known.includes(token)) tokens[name] = [...known, token];
    }
  };
  for (let step = 0; step < steps; step++) {
    eve.server.clock.advanceSeconds([0, 0, 0, 1, 20, 61][roll(6)] ?? 0);
    const [action, name] = followUps[roll(followUps.length)] ?? followUps[0] ?? expect.fail("no actions");
    const known = tokens[name] ?? [];
    const create = creates[roll(creates.length)] ?? "create_signup";
    const spelling = roll(4) === 0 ? eve.args.userEmailAddress?.toUpperCase() : eve.args.userEmailAddress;
    const addresses = { emailAddress: spelling ?? "", userEmailAddress: spelling ?? "" };
    if (isCreating && roll(5) === 0) await sees(create, addresses);
    else await sees(action, { [name]: known[roll(known.length)] ?? "" });
  }
  return sights;
}

const alice = "alice@example.com";
const nobody = "nobody@example.com";

async function wholeWalk(users: MemoryUserStore, emailAddress: string, seed: number) {
  const eve = stranger(discreetServer(users), emailAddress);
  return wander(eve, { seed, steps: 60, isCreating: true }, {});
}

const seeds = Array.from({ length: 15 }, (_, i) => i + 1);

describe("P1: with hideUserExistence, whatever a stranger does and whenever", { timeout: 60_000 }, () => {
  it("looks the same and does the same, whoever has an account", async () => {
    const codes = new Set<string>();
    for (const seed of seeds) {
      const known = await wholeWalk(await usersWith(alice), alice, seed);
      expect(await wholeWalk(await usersWith(alice), nobody, seed), `nobody, seed ${seed}`).toEqual(known);
      expect(await wholeWalk(await usersWith(alice, disabled), alice, seed), `disabled, seed ${seed}`).toEqual(known);
      for (const [, code = "ok"] of JSON.stringify(known).matchAll(/errorCode\\":\\"(\w+)/g)) codes.add(code);
    }
    // It came far enough to see these.
    expect([...codes]).toEqual(expect.arrayContaining(["rate_limited", "incorrect_password", "invalid_signin_token"]));
  });

  const events: readonly (readonly [string, Step])[] = [
    ["is disabled", disabled],
    ["is gone", gone],
    ["has another password", changed(() => ({ passwordHash: new Uint8Array(32), passwordHashCounter: 1 }))],
  ];
  it.each(events)("looks the same in flows that are open while the user %s", async (_, event) => {
    for (const seed of seeds) {
      const answers = [];
      for (const emailAddress of [alice, nobody]) {
        const eve = stranger(discreetServer(await usersWith(alice)), emailAddress);
        const tokens = {};
        const before = await wander(eve, { seed, steps: 20, isCreating: true }, tokens);
        if (emailAddress === alice) await eve.does(event);
        const after = await wander(eve, { seed: seed + 1000, steps: 20, isCreating: false }, tokens);
        answers.push([...before, ...after].map(([action, { answer }]) => [action, answer]));
      }
      expect(answers[1], `seed ${seed}`).toEqual(answers[0]);
    }
  });

  it("looks the same in a phantom's flows while the address gets an account", async () => {
    for (const seed of seeds) {
      const answers = [];
      for (const created of [[], [nobody]]) {
        const server = discreetServer(await usersWith(alice));
        const eve = stranger(server, nobody);
        const tokens = {};
        const before = await wander(eve, { seed, steps: 20, isCreating: true }, tokens);
        const [user] = server.users.users.values();
        for (const emailAddress of created) if (user) server.users.users.set("9", { ...user, id: "9", emailAddress });
        const after = await wander(eve, { seed: seed + 1000, steps: 20, isCreating: false }, tokens);
        answers.push([...before, ...after]);
      }
      expect(answers[1], `seed ${seed}`).toEqual(answers[0]);
    }
  });

  it.each([
    "verify_signup_email_address_verification_code",
    "send_signup_email_address_verification_code",
    "verify_signin_user_password",
    "verify_user_password_reset_temporary_password",
    "create_signup",
    "create_user_password_reset",
  ] as const)("answers %s twenty times at once alike", async (action) => {
    const tallies = [];
    for (const emailAddress of [alice, nobody]) {
      const eve = stranger(discreetServer(await usersWith(alice)), emailAddress);
      await eve.does("create_signup", "create_signin", "create_user_password_reset");
      const answers = await parallel(20, () => eve.tries(action, guesses));
      tallies.push(tally([...answers, await eve.tries(action, guesses)]));
    }
    expect(tallies[1]).toEqual(tallies[0]);
  });
});
