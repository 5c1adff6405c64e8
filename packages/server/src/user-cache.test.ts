import { describe, expect, it, vi } from "vitest";
import { answering, breakingDownAt, lostAnswer, mended, once } from "../testing/faults.ts";
import { type Person, person, type Step } from "../testing/person.ts";
import {
  changed,
  deleted,
  disabled,
  inAnotherSession,
  minutes,
  passwordReset,
  passwordUpdated,
  signedUp,
  userOf,
} from "../testing/steps.ts";
import type { Around } from "../testing/tap.ts";
import { testServer } from "../testing/test-server.ts";
import { memoryCache, type Settings } from "./index.ts";

const invalid = "invalid_session_token";

/** Somebody whose state is remembered; `args.other` is the token of another session of theirs. */
async function remembered(settings: Partial<Settings> = {}): Promise<Person> {
  const alice = person(testServer({ settings: { userCacheSeconds: 300, ...settings } }));
  await alice.does(...signedUp);
  alice.args.other = alice.args.sessionToken ?? "";
  await alice.does(inAnotherSession, "get_session");
  alice.server.storage.calls.length = 0;
  alice.server.userStore.calls.length = 0;
  return alice;
}
const other = (alice: Person) => alice.tries("get_session", { sessionToken: alice.args.other ?? "" });

describe("while a user's state is remembered", () => {
  it("get_session does one storage read and calls no user server, for any session of theirs", async () => {
    const alice = await remembered();
    await alice.does("get_session");
    expect(await other(alice)).toBe("ok");
    expect(alice.server.storage.calls.map(({ method }) => method)).toEqual(["get", "get"]);
    expect(alice.server.userStore.count()).toBe(0);
  });

  it("the user server is asked again after exactly so long", async () => {
    const alice = await remembered();
    alice.server.clock.advanceSeconds(299.999);
    await alice.does("get_session");
    expect(alice.server.userStore.count()).toBe(0);
    alice.server.clock.advanceSeconds(0.001);
    await alice.does("get_session", "get_session");
    expect(alice.server.userStore.count()).toBe(1);
  });

  it("looks at the same time ask the user server once, and each of them if nothing is to be remembered", async () => {
    for (const [userCacheSeconds, calls] of [
      [300, 1],
      [0, 5],
    ] as const) {
      const alice = await remembered({ userCacheSeconds });
      alice.server.clock.advanceSeconds(300);
      await Promise.all(Array.from({ length: 5 }, () => alice.does("get_session")));
      expect(alice.server.userStore.count("getUser")).toBe(calls);
    }
  });

  it("whoever asks after a change has been answered is not told what was asked before it", async () => {
    const alice = await remembered();
    await alice.does(minutes(5));
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const late: Around = async (_, proceed) => {
      const asked = await proceed();
      await answered;
      return asked;
    };
    alice.server.userStore.through(once("getUser", late));
    const before = other(alice);
    await vi.waitFor(() => expect(alice.server.userStore.count("getUser")).toBe(1));
    await alice.does("delete_all_sessions");
    expect(await other(alice)).toBe(invalid);
    answer();
    expect(await before).toBe("ok");
    expect(await other(alice)).toBe(invalid);
  });

  it("what the application changes is seen after that, and by everything but session checks at once", async () => {
    const alice = await remembered();
    await alice.does(disabled, "get_session");
    expect(await alice.tries("create_user_deletion")).toBe(invalid);
    expect(await alice.tries("delete_all_sessions")).toBe(invalid);
    expect(await alice.tries("create_signin")).toBe("user_disabled");
    await alice.does(minutes(5));
    expect(await alice.tries("get_session")).toBe(invalid);
  });

  it.each<readonly [string, readonly Step[]]>([
    ["delete_all_sessions", ["delete_all_sessions"]],
    ["a password reset", passwordReset],
    ["a password update", passwordUpdated],
    ["a deletion", deleted],
  ])("%s is seen by all sessions at once", async (_, steps) => {
    const alice = await remembered({ revokeSessions: "all" });
    await alice.does(...steps);
    expect(await other(alice)).toBe(invalid);
  });

  it("a write is seen at once even if its answer and the answer of the read-back were lost", async () => {
    const alice = await remembered();
    alice.server.userStore.through(breakingDownAt("incrementUserSessionsCounter", lostAnswer));
    expect(await alice.tries("delete_all_sessions")).toBe("internal_error");
    expect(alice.server.accidents.splice(0).length).toBe(1);
    expect(userOf(alice).sessionsCounter).toBe(1);
    alice.server.userStore.through(mended);
    expect(await other(alice)).toBe(invalid);
  });

  it("U4: that somebody is unknown is not remembered", async () => {
    const alice = await remembered();
    const unknown = answering({ ok: false, errorCode: "user_not_found", actionInvocationId: "" });
    alice.server.userStore.through(once("getUser", unknown));
    await alice.does(minutes(5));
    expect(await alice.tries("get_session")).toBe(invalid);
    expect(await alice.tries("get_session")).toBe("ok");
  });

  it("a session that has seen the user later than that opens, and what is remembered is renewed", async () => {
    const alice = await remembered();
    const newer = changed(({ passwordHash }) => ({
      passwordHash: passwordHash.map((b) => b ^ 1),
      passwordHashCounter: 1,
    }));
    await alice.does(newer, minutes(1), "create_user_deletion"); // which asks the user server, and records what it said
    alice.server.userStore.calls.length = 0;
    await alice.does("get_session", "get_session");
    expect(alice.server.userStore.count()).toBe(1);
  });

  it("a clock that jumps back does not make it last longer", async () => {
    const alice = await remembered();
    await alice.does(minutes(-60), "get_session");
    expect(alice.server.userStore.count()).toBe(1);
  });
});

describe("the cache", () => {
  it("is not used by default", async () => {
    const unwanted = () => {
      throw new Error("fault: nothing was to be remembered");
    };
    const alice = person(testServer({ cache: { get: unwanted, set: unwanted, delete: () => undefined } }));
    await alice.does(...signedUp, "get_session", "get_session");
    expect(alice.server.userStore.count("getUser")).toBe(2);
  });

  it("can be given, and holds no e-mail address, no hash and no salt", async () => {
    const kept: Uint8Array[] = [];
    const cache = memoryCache();
    const server = testServer({
      settings: { userCacheSeconds: 300 },
      cache: {
        ...cache,
        set(key, value, ttlSeconds) {
          expect(ttlSeconds).toBe(300);
          expect(key).not.toContain(userOf(alice).id);
          kept.push(value);
          return cache.set(key, value, ttlSeconds);
        },
      },
    });
    const alice = person(server);
    await alice.does(
      ...signedUp,
      changed(() => ({ displayName: "Alice" })),
      "get_session",
      "get_session",
    );
    const [text, ...others] = kept.map((value) => Buffer.from(value).toString());
    expect(others).toEqual([]);
    for (const field of [userOf(alice).passwordHash, userOf(alice).passwordSalt])
      for (const encoding of ["hex", "base64", "base64url"] as const)
        expect(text).not.toContain(Buffer.from(field).toString(encoding));
    expect(text).not.toMatch(/alice/i);
  });
});
