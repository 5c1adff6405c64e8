import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, succeeded } from "../harness/index.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import { hostile } from "./hostilities.ts";
import { requestOf } from "./keep-alive.ts";
import { sendRequests } from "./load.ts";
import { report, timed } from "./report.ts";

let world: HostileWorld;
let person: Person;
let sessionToken: { readonly session_token: string };
beforeAll(async () => {
  // However slow the machine is, no token comes back meanwhile.
  world = await startHostileWorld({
    env: {
      TIAUTH_LIMIT_VERIFY_PASSWORD: "5/1h",
      TIAUTH_LIMIT_VERIFY_CODE: "5/1h",
      TIAUTH_LIMIT_VERIFY_TEMPORARY_PASSWORD: "5/1h",
      TIAUTH_LIMIT_SEND_EMAIL: "20/1h",
    },
  });
  person = await world.signUp();
  sessionToken = { session_token: person.sessionToken };
  world.userServer.turn(hostile.delaying(0.05));
});
afterAll(() => world.close());

const guesses = 1000;
const wrongCode = { email_address_verification_code: "WRNGWRNG" };

/** All at once, each over a connection of its own, the kinds in turn. */
const guessAtOnce = (kinds: readonly string[]) =>
  timed(() =>
    sendRequests({
      port: world.tiauth.port,
      connections: guesses,
      count: guesses,
      request: (index) => kinds[index % kinds.length] ?? "",
    }),
  );

type Guessed = Awaited<ReturnType<typeof guessAtOnce>>;

/** Of so many guesses five are looked at, and the others are refused; nothing breaks. */
function expectFive(
  { milliseconds, value }: Guessed,
  { what, wrong }: { readonly what: string; readonly wrong: string },
): void {
  const { [wrong]: lookedAt = 0, rate_limited: limited = 0, internal_error: broken = 0, ...others } = value;
  report({ promise: "L2", what: `${guesses} wrong ${what} at once: looked at`, measured: `${lookedAt}`, limit: "5" });
  expect(others).toEqual({});
  expect(lookedAt).toBeLessThanOrEqual(5);
  expect(lookedAt + limited + broken).toBe(guesses);
  // On a machine that needs longer for all than 5 s, calls to the user server are given up, as U1 wants it. Nothing else is.
  const errors = world.tiauth.logs.filter(({ level, error }) => level === "error" && !isUserServerError(error));
  expect(errors).toEqual([]);
  if (milliseconds < 5000) expect([lookedAt, broken]).toEqual([5, 0]);
}

const isUserServerError = (error: unknown) =>
  expect.objectContaining({ type: "UserServerError" }).asymmetricMatch(error);

it("L2: of 1,000 wrong codes for one address at once 5 are looked at, whichever flow they are meant for", async () => {
  const emailAddress = world.freshAddress();
  const { signupToken } = await succeeded(world.client.createSignup({ emailAddress }));
  const update = await succeeded(
    world.client.createUserEmailAddressUpdate({ sessionToken: person.sessionToken, newEmailAddress: emailAddress }),
  );
  const updateTokens = { ...sessionToken, user_email_address_update_token: update.userEmailAddressUpdateToken };
  const guessed = await guessAtOnce([
    requestOf("verify_signup_email_address_verification_code", { signup_token: signupToken, ...wrongCode }),
    requestOf("verify_user_email_address_update_email_address_verification_code", { ...updateTokens, ...wrongCode }),
  ]);
  expectFive(guessed, { what: "codes", wrong: "incorrect_email_address_verification_code" });
});

it("L2, L3: of 1,000 wrong passwords of one user at once 5 are looked at, whichever check they are sent to", async () => {
  const { client } = world;
  const { signinToken } = await succeeded(client.createSignin({ userEmailAddress: person.emailAddress }));
  const { userDeletionToken } = await succeeded(client.createUserDeletion(person));
  const { userPasswordUpdateToken } = await succeeded(client.createUserPasswordUpdate(person));
  const password = { password: "a wrong password" };
  const deletion = { ...sessionToken, user_deletion_token: userDeletionToken };
  const update = { ...sessionToken, user_password_update_token: userPasswordUpdateToken };
  const guessed = await guessAtOnce([
    requestOf("verify_signin_user_password", { signin_token: signinToken, ...password }),
    requestOf("verify_user_deletion_user_password", { ...deletion, ...password }),
    requestOf("verify_user_password_update_user_password", { ...update, ...password }),
  ]);
  expectFive(guessed, { what: "passwords", wrong: "incorrect_password" });
});

it("L2: of 1,000 wrong temporary passwords of one user at once 5 are looked at, whichever reset they are meant for", async () => {
  const { client } = world;
  const begin = () => succeeded(client.createUserPasswordReset({ userEmailAddress: person.emailAddress }));
  const resets = [await begin(), await begin()];
  const guessed = await guessAtOnce(
    resets.map(({ userPasswordResetToken }) =>
      requestOf("verify_user_password_reset_temporary_password", {
        user_password_reset_token: userPasswordResetToken,
        temporary_password: "WRNGWRNGWRNG",
      }),
    ),
  );
  expectFive(guessed, { what: "temporary passwords", wrong: "incorrect_temporary_password" });
});
