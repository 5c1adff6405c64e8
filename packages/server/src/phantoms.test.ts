import { describe, expect, it } from "vitest";
import { newPassword, person, type Step } from "../testing/person.ts";
import {
  changed,
  deleted,
  disabled,
  emailAddressUpdated,
  gone,
  passwordReset,
  passwordUpdated,
  resetVerified,
  signedIn,
  signedUp,
  signinVerified,
  userOf,
} from "../testing/steps.ts";
import { discreetServer, stranger } from "../testing/stranger.ts";
import { testServer } from "../testing/test-server.ts";

describe("P1: with hideUserExistence, somebody who has an account", () => {
  it("goes through every flow as ever", async () => {
    const someone = person(discreetServer());
    await someone.does(...signedUp, ...signedIn, ...emailAddressUpdated);
    Object.assign(someone.args, {
      emailAddress: someone.args.newEmailAddress,
      userEmailAddress: someone.args.newEmailAddress,
    });
    await someone.does(...passwordUpdated);
    Object.assign(someone.args, { password: newPassword });
    await someone.does("get_session", ...passwordReset, ...signedIn, ...deleted);
    expect(someone.server.users.users.size).toBe(0);
  });

  it.each([
    ["create_signin", "get_signin", signinVerified, "signin"],
    ["create_user_password_reset", "get_user_password_reset", resetVerified, "userPasswordReset"],
  ] as const)("learns the user id of %s once the first factor is verified", async (create, get, verified, name) => {
    const someone = person(discreetServer());
    await someone.does(...signedUp);
    for (const action of [create, get]) expect(await someone.asks(action)).toMatchObject({ [name]: { userId: "" } });
    await someone.does(...verified);
    expect(await someone.asks(get)).toMatchObject({ [name]: { userId: userOf(someone).id } });
  });

  const changes: readonly (readonly [string, Step])[] = [
    ["is disabled", disabled],
    ["is gone", gone],
    [
      "has another password",
      changed(({ passwordHashCounter }) => ({
        passwordHash: new Uint8Array(32),
        passwordHashCounter: passwordHashCounter + 1,
      })),
    ],
  ];
  it.each(changes)("who %s meanwhile is not told from before, and cannot get in", async (_, change) => {
    for (const hideUserExistence of [true, false]) {
      const someone = person(testServer({ settings: { hideUserExistence } }));
      await someone.does(...signedUp, "create_signin", "create_user_password_reset", change);
      const answers = [];
      for (const action of ["get_signin", "verify_signin_user_password", "complete_signin", "delete_signin"] as const)
        answers.push(await someone.tries(action));
      const hidden = ["ok", "incorrect_password", "user_first_factor_not_verified", "ok"];
      expect(answers).toEqual(hideUserExistence ? hidden : Array(4).fill("invalid_signin_token"));

      const reset = await someone.tries("verify_user_password_reset_temporary_password");
      expect(reset).toBe(hideUserExistence ? "incorrect_temporary_password" : "invalid_user_password_reset_token");
    }
  });

  it("finds a flow ended as ever if they change after the first factor was verified", async () => {
    const someone = person(discreetServer());
    await someone.does(...signedUp, ...signinVerified, ...resetVerified, disabled);
    expect(await someone.tries("complete_signin")).toBe("invalid_signin_token");
    expect(await someone.tries("complete_user_password_reset")).toBe("invalid_user_password_reset_token");
  });

  it("L3: failures in a flow from before a change do not end the streak of those since", async () => {
    const settings = { verifyPasswordLimit: { burst: 1000, intervalSeconds: 60 } };
    const someone = person(discreetServer(undefined, settings));
    await someone.does(...signedUp, "create_signin");
    const { signinToken = "" } = someone.args;
    const { passwordSalt, passwordHash } = userOf(someone);
    await someone.does(
      changed(() => ({ passwordSalt: passwordHash, passwordHash: passwordSalt })),
      "create_signin",
    );
    const fails = (different = {}) =>
      someone.tries("verify_signin_user_password", { password: "a wrong one", ...different });
    for (let left = 99; left > 0; left--) await fails();
    expect(await fails({ signinToken })).toBe("incorrect_password");
    expect(await fails()).toBe("incorrect_password");
    expect(await fails()).toBe("rate_limited");
  });
});

describe("P1: with hideUserExistence, a phantom", () => {
  const verifiedInStorage =
    (prefix: string): Step =>
    ({ server: { entries } }) => {
      for (const [key, entry] of entries) {
        if (!key.startsWith(prefix)) continue;
        const text = Buffer.from(entry.value)
          .toString()
          .replace('"userFirstFactorVerified":false', '"userFirstFactorVerified":true');
        entries.set(key, { ...entry, value: Buffer.from(text) });
      }
    };

  it("gets no session, even if somebody could write that its password was right", async () => {
    const eve = stranger(discreetServer(), "nobody@example.com");
    await eve.does(
      "create_signin",
      "create_user_password_reset",
      verifiedInStorage("signin."),
      verifiedInStorage("user_password_reset."),
    );
    expect(await eve.tries("complete_signin")).toBe("invalid_signin_token");
    for (const action of ["set_user_password_reset_new_password", "complete_user_password_reset"] as const)
      expect(await eve.tries(action)).toBe("invalid_user_password_reset_token");
  });

  it("has no password, even if a hasher gave its hash", async () => {
    const empty = { id: "empty.1", saltLengthBytes: 16, hash: async () => new Uint8Array() };
    const eve = stranger(
      testServer({ settings: { hideUserExistence: true }, passwordHasher: empty }),
      "nobody@example.com",
    );
    await eve.does("create_signin", "create_user_password_reset");
    expect(await eve.tries("verify_signin_user_password")).toBe("incorrect_password");
    const guess = { temporaryPassword: "AAAAAAAAAAAA" };
    expect(await eve.tries("verify_user_password_reset_temporary_password", guess)).toBe(
      "incorrect_temporary_password",
    );
  });

  it("stays one when its address gets an account, and does not end with it; a new flow is the user's", async () => {
    const server = discreetServer();
    const early = person(server);
    await early.does("create_signin");
    const owner = person(server);
    await owner.does(...signedUp);
    for (const end of [() => undefined, gone]) {
      await owner.does(end);
      await early.does("get_signin");
      expect(await early.tries("verify_signin_user_password")).toBe("incorrect_password");
    }
    const other = person(server, "other@example.com");
    await other.does("create_signin");
    const signup = person(server, "other@example.com");
    await signup.does(...signedUp);
    expect(await other.tries("verify_signin_user_password")).toBe("incorrect_password");
    await other.does(...signedIn);
  });

  it("is forgotten if users are hidden no more", async () => {
    const before = discreetServer();
    const eve = person(before);
    await eve.does("create_signin");
    const server = testServer({ before });
    const later = person(server);
    expect(await later.tries("get_signin", { signinToken: eve.args.signinToken ?? "" })).toBe("invalid_signin_token");
  });
});
