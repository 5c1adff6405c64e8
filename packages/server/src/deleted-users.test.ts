import { memoryUserStore } from "@tiauth/user-server/memory";
import { describe, expect, it } from "vitest";
import { cheapHasher } from "../testing/cheap-hasher.ts";
import { breakingDownAt, lostAnswer, mended, once } from "../testing/faults.ts";
import { newPassword, type Person, password, person, type Step } from "../testing/person.ts";
import {
  changed,
  days,
  deleted,
  emailUpdateVerified,
  gone,
  inAnotherSession,
  minutes,
  passwordReset,
  passwordUpdated,
  passwordUpdateReady,
  resetReady,
  signedIn,
  signedUp,
  signinVerified,
  userOf,
} from "../testing/steps.ts";
import { testServer } from "../testing/test-server.ts";
import type { Settings } from "./index.ts";

/** What Alice holds, and what she could do with it. */
const tokens = [
  ["get_session", "invalid_session_token"],
  ["delete_session", "invalid_session_token"],
  ["delete_all_sessions", "invalid_session_token"],
  ["create_user_deletion", "invalid_session_token"],
  ["get_user_email_address_update", "invalid_session_token"],
  ["complete_user_email_address_update", "invalid_session_token"],
  ["complete_user_password_update", "invalid_session_token"],
  ["complete_user_deletion", "invalid_session_token"],
  ["get_signin", "invalid_signin_token"],
  ["complete_signin", "invalid_signin_token"],
  ["get_user_password_reset", "invalid_user_password_reset_token"],
  ["complete_user_password_reset", "invalid_user_password_reset_token"],
] as const;

/** Alice with every token there is, at a user server that gives every user the same id. */
async function withAllTokens(settings: Partial<Settings> = {}): Promise<Person> {
  const alice = person(testServer({ settings, users: memoryUserStore({ newId: () => "the one" }) }));
  await alice.does(...signedUp, inAnotherSession, "create_user_deletion");
  await alice.does(...emailUpdateVerified, ...passwordUpdateReady, minutes(1), ...resetReady, ...signinVerified);
  return alice;
}

async function expectNothingOpens(alice: Person, bob: Person) {
  const bobs = userOf(bob);
  for (const [action, refusal] of tokens) expect([action, await alice.tries(action)]).toEqual([action, refusal]);
  expect(userOf(bob)).toEqual(bobs);
}

describe("O4: tokens made for a deleted user never open the account of another one with the same id", () => {
  it.each([0, 300])(
    "not those of the deletion's session, nor of any other; user cache %i s",
    async (userCacheSeconds) => {
      const alice = await withAllTokens({ userCacheSeconds });
      const ending = person(alice.server);
      await ending.does(minutes(1), ...signedIn, ...deleted, minutes(1));
      const bob = person(alice.server, "bob@example.com");
      await bob.does(...signedUp, "get_session");
      expect(userOf(bob).id).toBe("the one");
      await expectNothingOpens(alice, bob);
      expect(await ending.tries("get_session")).toBe("invalid_session_token");
    },
  );

  it("nor after the new user has changed their password, however", async () => {
    const alice = await withAllTokens();
    await alice.does(minutes(2), "verify_user_deletion_user_password", "complete_user_deletion", minutes(1));
    const bob = person(alice.server, "bob@example.com");
    await bob.does(...signedUp, ...passwordUpdated);
    await expectNothingOpens(alice, bob);
    await bob.does("get_session", minutes(2), "get_session", ...passwordReset);
    await expectNothingOpens(alice, bob);
    await bob.does("get_session", minutes(2), "get_session");
  });

  it("nor if the new user has the same address and the same password", async () => {
    const alice = await withAllTokens();
    const ending = person(alice.server);
    await ending.does(minutes(1), ...signedIn, ...deleted, minutes(1));
    const again = person(alice.server);
    await again.does(...signedUp, "get_session");
    await expectNothingOpens(alice, again);
  });

  it.each([0, 300])(
    "nor if the application deleted the first one by itself; user cache %i s",
    async (userCacheSeconds) => {
      const alice = await withAllTokens({ userCacheSeconds });
      await alice.does("get_session", gone, minutes(1));
      const bob = person(alice.server, "bob@example.com");
      await bob.does(...signedUp);
      await expectNothingOpens(alice, bob);
    },
  );

  it("nor if, besides, the new one then changes their password", async () => {
    const alice = await withAllTokens();
    await alice.does(gone, minutes(1));
    const bob = person(alice.server, "bob@example.com");
    await bob.does(...signedUp, ...passwordUpdated);
    await expectNothingOpens(alice, bob);
    await bob.does("get_session", minutes(2), "get_session");
  });

  it("nor after another deletion", async () => {
    const alice = await withAllTokens();
    await alice.does(minutes(2), "verify_user_deletion_user_password", "complete_user_deletion", minutes(1));
    const bob = person(alice.server, "bob@example.com");
    await bob.does(...signedUp, ...deleted, minutes(1));
    const carol = person(alice.server, "carol@example.com");
    await carol.does(...signedUp, ...passwordUpdated);
    await expectNothingOpens(alice, carol);
    expect(await bob.tries("get_session")).toBe("invalid_session_token");
    await carol.does("get_session");
  });
});

describe("O4: nor if the application itself gives the second one another password", () => {
  const passwordByTheApplication = changed(() => ({ passwordHash: Uint8Array.of(1), passwordHashCounter: 1 }));

  it("when Tiauth deleted the first one and the application made the other", async () => {
    const alice = await withAllTokens();
    const user = userOf(alice);
    await alice.does(minutes(2), "verify_user_deletion_user_password", "complete_user_deletion", minutes(1));
    alice.server.users.users.set(user.id, user);
    await alice.does(passwordByTheApplication);
    await expectNothingOpens(alice, alice);
  });

  it("when the first one signed in while they were being deleted", async () => {
    const alice = await withAllTokens();
    const user = userOf(alice);
    await alice.does(minutes(2), ...signinVerified, "verify_user_deletion_user_password");
    alice.server.userStore.through(
      once("deleteUser", async (_, proceed) => {
        await alice.does(minutes(1), ["complete_signin", {}], minutes(1));
        return proceed();
      }),
    );
    const { sessionToken = "" } = alice.args;
    expect(await alice.tries("complete_user_deletion", { sessionToken })).toBe("ok");
    alice.server.users.users.set(user.id, user);
    await alice.does(passwordByTheApplication);
    expect(await alice.tries("get_session")).toBe("invalid_session_token");
  });

  it("when nobody knows that the first one was deleted", async () => {
    const alice = await withAllTokens();
    const user = userOf(alice);
    await alice.does(minutes(2), "verify_user_deletion_user_password");
    alice.server.userStore.through(breakingDownAt("deleteUser", lostAnswer));
    expect(await alice.tries("complete_user_deletion")).toBe("internal_error");
    alice.server.accidents.length = 0;
    alice.server.userStore.through(mended);
    alice.server.users.users.set(user.id, user);
    await alice.does(passwordByTheApplication);
    await expectNothingOpens(alice, alice);
  });

  it("when the application deleted the first one and the other signed up", async () => {
    const alice = await withAllTokens();
    await alice.does(gone, minutes(1));
    const bob = person(alice.server, "bob@example.com");
    await bob.does(...signedUp, passwordByTheApplication);
    await expectNothingOpens(alice, bob);
    await bob.does("get_session");
  });
});

it("O4: a password reset makes no session for somebody else who was given the id meanwhile", async () => {
  const alice = await withAllTokens();
  const bob = person(alice.server, "bob@example.com");
  alice.server.userStore.through(
    once("incrementUserSessionsCounter", async (_, proceed) => {
      const answer = await proceed();
      await alice.does(gone);
      await bob.does(...signedUp);
      return answer;
    }),
  );
  expect(await alice.tries("complete_user_password_reset")).toBe("session_not_created");
  await expectNothingOpens(alice, bob);
  await bob.does("get_session");
});

describe("O4: nor if the application both deletes the first one and makes the other, after a password was changed", () => {
  /** Alice's id is given to Bob, as somebody who never changed anything. */
  const bobInstead: Step = async ({ server }) => {
    const passwordSalt = Uint8Array.from({ length: 16 }, (_, i) => i);
    const passwordHash = await cheapHasher().hash(password, passwordSalt);
    const [alices] = server.users.users.values();
    if (!alices) throw new Error("no such user");
    const counters = { emailAddressCounter: 0, passwordHashCounter: 0, disabledCounter: 0, sessionsCounter: 0 };
    server.users.users.set(alices.id, {
      ...alices,
      ...counters,
      emailAddress: "bob@example.com",
      passwordSalt,
      passwordHash,
    });
  };

  it.each<readonly [string, readonly Step[], readonly Step[]]>([
    ["by the first one", passwordUpdated, []],
    ["by the other", [], passwordUpdated],
    ["by both", passwordUpdated, passwordUpdated],
    ["by both, and again by the other", passwordUpdated, [...passwordUpdated, minutes(2), ...passwordReset]],
  ])("%s", async (_, byAlice, byBob) => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const unused = person(alice.server);
    await unused.does(minutes(1), ...signedIn);
    await alice.does(...byAlice, minutes(1), "get_session", bobInstead, minutes(1));
    const bob = person(alice.server, "bob@example.com");
    await bob.does(...signedIn, ...byBob, "get_session");
    for (const holder of [alice, unused]) expect(await holder.tries("get_session")).toBe("invalid_session_token");
    await bob.does(minutes(2), "get_session");
  });
});

describe("a session outlives what only looks like another user", () => {
  it("its user's new password, again and again", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp, ...passwordUpdated, "get_session", minutes(2), "get_session");
    await alice.does(["create_user_password_update", {}]);
    await alice.does(["verify_user_password_update_user_password", { password: newPassword }]);
    await alice.does(["set_user_password_update_new_password", { password }], "complete_user_password_update");
    await alice.does("get_session", minutes(2), "get_session");
  });

  it("its user's new passwords, whether Tiauth changes them or the application", async () => {
    const alice = person(testServer());
    await alice.does(...signedUp);
    const unused = person(alice.server);
    await unused.does(minutes(1), ...signedIn);
    const byTheApplication = changed(({ passwordHash, passwordHashCounter }) => ({
      passwordHash: passwordHash.map((byte) => byte ^ 1),
      passwordHashCounter: passwordHashCounter + 1,
    }));
    const backAgain = byTheApplication; // the same hash as before, under another counter
    await alice.does(...passwordUpdated, byTheApplication, "get_session", minutes(1), backAgain, minutes(1));
    await alice.does(...passwordReset, "get_session", byTheApplication, "get_session");
    expect(await unused.tries("get_session")).toBe("invalid_session_token"); // the reset has ended it
  });

  it("D6: a clock that was a year ahead when its user signed up, and a new password", async () => {
    const alice = person(testServer());
    await alice.does(days(365), ...signedUp, days(-365), ...signedIn, ...passwordUpdated, minutes(1), "get_session");
  });

  it("its user's new password, by one storage read more until its use is recorded", async () => {
    const alice = person(testServer());
    const { storage } = alice.server;
    await alice.does(...signedUp, ...passwordUpdated);
    const reads = async () => {
      storage.calls.length = 0;
      await alice.does("get_session");
      return storage.count("get");
    };
    expect(await reads()).toBe(2);
    await alice.does(minutes(1), "get_session");
    expect(await reads()).toBe(1);
  });
});
