import { describe, expect, it } from "vitest";
import { cheapHasher } from "../testing/cheap-hasher.ts";
import { always, lostRequest } from "../testing/faults.ts";
import { type Person, password, person } from "../testing/person.ts";
import { minutes, signedIn, signedUp, signinVerified, userOf } from "../testing/steps.ts";
import { type TestServerOptions, testServer } from "../testing/test-server.ts";
import type { PasswordAlgorithm } from "./index.ts";

const old = cheapHasher("old.1");
const algorithm: PasswordAlgorithm = (id) => (id === "old.1" ? old : undefined);

/** Somebody who signed up when passwords were hashed with this algorithm. */
async function userWith(algorithmId: string, options: TestServerOptions = {}): Promise<Person> {
  const former = person(testServer({ passwordHasher: cheapHasher(algorithmId) }));
  await former.does(...signedUp);
  const today = testServer({ passwordAlgorithms: [() => undefined, algorithm], ...options, before: former.server });
  const alice = person(today);
  Object.assign(alice.args, former.args);
  return alice;
}

const writes = ({ server }: Person) => server.userStore.count("updateUserPasswordHash");

describe("S5: a password under another algorithm", () => {
  it("is verified with the algorithm that its id names, and rehashed only after the signin has completed", async () => {
    const alice = await userWith("old.1");
    await alice.does("create_signin");
    expect(await alice.tries("verify_signin_user_password", { password: `${password}r` })).toBe("incorrect_password");
    await alice.does("verify_signin_user_password");
    await alice.server.idle();
    expect(userOf(alice).passwordHashAlgorithmId).toBe("old.1");
    expect(writes(alice)).toBe(0);

    await alice.does("complete_signin");
    await alice.server.idle();
    const user = userOf(alice);
    expect(user).toMatchObject({ passwordHashAlgorithmId: "cheap.1", passwordHashCounter: 1 });
    expect(user.passwordHash).toEqual(await alice.server.hasher.port.hash(password, user.passwordSalt));
    expect(writes(alice)).toBe(1);
  });

  it("once rehashed stays as it is; the session from before the rehash lives on", async () => {
    const alice = await userWith("old.1");
    await alice.does(...signedIn);
    await alice.server.idle();
    await alice.does("get_session", minutes(2), "get_session");
    await alice.does(...signedIn);
    await alice.server.idle();
    expect(writes(alice)).toBe(1);
    expect(userOf(alice).passwordHashCounter).toBe(1);
  });

  it("that is the current one is not rehashed", async () => {
    const alice = await userWith("cheap.1");
    await alice.does(...signedIn);
    await alice.server.idle();
    expect(writes(alice)).toBe(0);
  });

  it("whose id is another spelling of the current one is not rehashed", async () => {
    const spelling: PasswordAlgorithm = (id) => (id === "cheap.01" ? cheapHasher("cheap.1") : undefined);
    const alice = await userWith("cheap.1", { passwordAlgorithms: [spelling] });
    const user = userOf(alice);
    alice.server.users.users.set(user.id, { ...user, passwordHashAlgorithmId: "cheap.01" });
    await alice.does(...signedIn);
    await alice.server.idle();
    expect(writes(alice)).toBe(0);
  });

  it("is not rehashed if the signin is not completed, or if it was changed meanwhile", async () => {
    const alice = await userWith("old.1");
    await alice.does(...signinVerified, "delete_signin", ...signinVerified);
    const user = userOf(alice);
    alice.server.users.users.set(user.id, { ...user, passwordHashCounter: 7 });
    expect(await alice.tries("complete_signin")).toBe("invalid_signin_token");
    await alice.server.idle();
    expect(userOf(alice)).toMatchObject({ passwordHashAlgorithmId: "old.1", passwordHashCounter: 7 });
  });

  it("that cannot be rehashed fails no signin, and is reported", async () => {
    const alice = await userWith("old.1");
    alice.server.userStore.through(always("updateUserPasswordHash", lostRequest));
    await alice.does(...signedIn);
    await alice.server.idle();
    expect(alice.server.accidents.splice(0)).toMatchObject([{ action: "complete_signin" }]);
    expect(await alice.tries("get_session")).toBe("ok");
  });

  it("is not rehashed if its user is deleted in that very moment, which is no accident", async () => {
    const alice = await userWith("old.1");
    alice.server.userStore.through((call, proceed) => {
      if (call.method === "updateUserPasswordHash") alice.server.users.users.clear();
      return proceed();
    });
    await alice.does(...signedIn);
    await alice.server.idle();
    expect(writes(alice)).toBe(1);
    expect(alice.server.accidents).toEqual([]);
  });

  it("that cannot be hashed anew fails no signin, and is reported", async () => {
    const alice = await userWith("old.1");
    const { hasher, accidents } = alice.server;
    hasher.through(lostRequest); // of new hashes: the old one is verified by another
    await alice.does("create_signin", "verify_signin_user_password");
    expect(accidents.splice(0)).toMatchObject([{ action: "verify_signin_user_password" }]);
    await alice.does("complete_signin");
    await alice.server.idle();
    expect(writes(alice)).toBe(0);
  });

  it("is verified the same way in a session, and not rehashed there", async () => {
    const alice = await userWith("old.1");
    await alice.does("create_user_deletion", "verify_user_deletion_user_password");
    await alice.server.idle();
    expect(writes(alice)).toBe(0);
  });

  it("with an id that nothing understands is an accident, reported once, that costs no token", async () => {
    const alice = await userWith("unknown.1");
    await alice.does("create_signin");
    for (let i = 0; i < 6; i++) {
      const answer = await alice.asks("verify_signin_user_password");
      expect(answer).toMatchObject({ ok: false, errorCode: "internal_error" });
      expect(alice.server.accidents.splice(0)).toEqual([
        {
          action: "verify_signin_user_password",
          actionInvocationId: answer.actionInvocationId,
          error: expect.objectContaining({ message: expect.stringContaining("unknown.1") }),
        },
      ]);
    }
  });
});

describe("S5: a temporary password", () => {
  it("has its own hasher, which no user's password is hashed with", async () => {
    const temporary = cheapHasher("temporary.1");
    const alice = await userWith("cheap.1", { temporaryPasswordHasher: temporary });
    const before = alice.server.hasher.count("hash");
    await alice.does("create_user_password_reset", "verify_user_password_reset_temporary_password");
    expect(alice.server.hasher.count("hash")).toBe(before);
    await alice.does("set_user_password_reset_new_password", "complete_user_password_reset");
    expect(userOf(alice).passwordHashAlgorithmId).toBe("cheap.1");
  });
});
