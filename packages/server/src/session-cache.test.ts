import type { ActionName } from "@tiauth/protocol";
import { memoryStorage } from "@tiauth/storage/memory";
import { describe, expect, it } from "vitest";
import { always, lostAnswer, lostRequest, mended } from "../testing/faults.ts";
import { type Person, person, type Step } from "../testing/person.ts";
import {
  deleted,
  disabled,
  gone,
  inAnotherSession,
  minutes,
  passwordReset,
  passwordUpdated,
  signedUp,
  userOf,
  withWrongSecret,
} from "../testing/steps.ts";
import { temporaryFile } from "../testing/storages.ts";
import { testServer } from "../testing/test-server.ts";
import type { Settings, Storage } from "./index.ts";

const invalid = "invalid_session_token";
const caching: Partial<Settings> = { sessionCacheSeconds: 60, sessionActivityCheckIntervalSeconds: 3600 };

/** Somebody whose session is remembered; `args.other` is the token of another session of theirs, that is too. */
async function remembered(settings: Partial<Settings> = {}, storage: Storage = memoryStorage()): Promise<Person> {
  const alice = person(testServer({ storage, settings: { ...caching, ...settings } }));
  await alice.does(...signedUp, "get_session");
  alice.args.other = alice.args.sessionToken ?? "";
  await alice.does(inAnotherSession, "get_session");
  alice.server.storage.calls.length = 0;
  alice.server.userStore.calls.length = 0;
  return alice;
}
const other = (alice: Person) => alice.tries("get_session", { sessionToken: alice.args.other ?? "" });
const storageCalls = ({ server }: Person) => server.storage.calls.splice(0).map(({ method }) => method);

/** The same person at another process that shares users and clock, on its own connection to the same storage. */
function elsewhere({ server, args }: Person, storage: Storage): Person {
  const { users, clock, entries } = server;
  const there = person(testServer({ before: { users, clock, entries }, storage, settings: caching }));
  Object.assign(there.args, args);
  return there;
}

describe("while a session is remembered", () => {
  it("get_session reads no storage and asks the user server once", async () => {
    const alice = await remembered();
    const before = await alice.asks("get_session");
    await alice.does("get_session");
    expect(await other(alice)).toBe("ok");
    expect(storageCalls(alice)).toEqual([]);
    expect(alice.server.userStore.count()).toBe(3);
    expect(before).toMatchObject({ ok: true, session: { id: alice.args.sessionToken?.split(".")[0] } });
  });

  it("and its user too, get_session calls nothing at all", async () => {
    const alice = await remembered({ userCacheSeconds: 60 });
    await alice.does("get_session");
    expect([storageCalls(alice), alice.server.userStore.count()]).toEqual([[], 0]);
  });

  it("every other action reads it", async () => {
    const alice = await remembered();
    await alice.does("create_user_password_update");
    expect(storageCalls(alice)[0]).toBe("get");
  });

  it("S3: a wrong secret is refused, without a call of anything", async () => {
    const alice = await remembered({ userCacheSeconds: 60 });
    await alice.does(withWrongSecret("sessionToken"));
    expect(await alice.tries("get_session")).toBe(invalid);
    expect([storageCalls(alice), alice.server.userStore.count()]).toEqual([[], 0]);
  });

  it("it opens no other kind of record, nor do other tokens open it", async () => {
    const alice = await remembered();
    const { sessionToken = "" } = alice.args;
    expect(await alice.tries("get_signin", { signinToken: sessionToken })).toBe("invalid_signin_token");
    await alice.does("create_signin");
    expect(await alice.tries("get_session", { sessionToken: alice.args.signinToken ?? "" })).toBe(invalid);
  });

  it("it is read again after exactly so long, also if the clock went back meanwhile", async () => {
    const alice = await remembered();
    alice.server.clock.advanceSeconds(59.999);
    await alice.does("get_session");
    expect(storageCalls(alice)).toEqual([]);
    alice.server.clock.advanceSeconds(0.001);
    await alice.does("get_session", "get_session");
    expect(storageCalls(alice)).toEqual(["get"]);
    alice.server.clock.advanceSeconds(-1);
    await alice.does("get_session", "get_session");
    expect(storageCalls(alice)).toEqual(["get"]);
  });

  it("it ends by its own time and not later", async () => {
    const alice = await remembered({ sessionExpirationSeconds: 90 });
    alice.server.clock.advanceSeconds(50);
    await alice.does("get_session");
    alice.server.clock.advanceSeconds(39.999);
    await alice.does("get_session");
    alice.server.clock.advanceSeconds(0.001);
    storageCalls(alice);
    expect(await alice.tries("get_session")).toBe(invalid);
    expect(storageCalls(alice)).toEqual([]);
  });
});

describe.each([
  { of: "its session", settings: {} },
  { of: "its session and its user", settings: { userCacheSeconds: 60 } },
])("what ends a session ends it at once while a process remembers $of", ({ settings }) => {
  it.each<readonly [string, readonly Step[]]>([
    ["delete_all_sessions", ["delete_all_sessions"]],
    ["a password reset", passwordReset],
    ["a password update", passwordUpdated],
    ["a deletion of the user", deleted],
  ])("%s", async (_, steps) => {
    const alice = await remembered({ ...settings, revokeSessions: "all" });
    await alice.does(...steps);
    expect(await other(alice)).toBe(invalid);
    expect(await other(alice)).toBe(invalid);
  });

  it("delete_session, and only that one", async () => {
    const alice = await remembered(settings);
    await alice.does("delete_session");
    expect(await alice.tries("get_session")).toBe(invalid);
    expect(await other(alice)).toBe("ok");
  });

  it("delete_session, even if its answer was lost", async () => {
    const alice = await remembered(settings);
    alice.server.storage.through(always("delete", lostAnswer));
    expect(await alice.tries("delete_session")).toBe("internal_error");
    expect(alice.server.accidents.splice(0).length).toBe(1);
    expect(await alice.tries("get_session")).toBe(invalid);
  });

  it("O4: the deletion of a user whose id is given to somebody else", async () => {
    const alice = await remembered(settings);
    const { id } = userOf(alice);
    await alice.does(...deleted);
    const bob = person(alice.server, "bob@example.com");
    await bob.does(...signedUp);
    const bobsId = userOf(bob).id;
    alice.server.users.users.set(id, { ...userOf(bob), id });
    alice.server.users.users.delete(bobsId);
    expect(await other(alice)).toBe(invalid);
  });

  it("the storage being emptied, once the server was told", async () => {
    const storage = memoryStorage();
    const alice = await remembered(settings, storage);
    await storage.clear();
    alice.server.forget();
    expect(await alice.tries("get_session")).toBe(invalid);
  });
});

it.each([["disabled", disabled] as const, ["gone", gone] as const])(
  "a user who is %s is refused at once while only the session is remembered, and it is not destroyed",
  async (_, step) => {
    const alice = await remembered();
    const entries = alice.server.storage.port;
    await alice.does(step);
    expect(await alice.tries("get_session")).toBe(invalid);
    expect(await entries.get(`session.${alice.args.sessionToken?.split(".")[0]}`)).toBeDefined();
  },
);

describe("the use of a session that is remembered", () => {
  const everyMinute = { sessionCacheSeconds: 3600, sessionActivityCheckIntervalSeconds: 60 };
  const writesIn = (alice: Person) => storageCalls(alice).filter((method) => method !== "get");

  it("is recorded once an interval, so that it lives as long as it is used", async () => {
    const alice = await remembered({ ...everyMinute, sessionInactivityTimeoutSeconds: 300, userCacheSeconds: 3600 });
    for (let minute = 0; minute < 20; minute++) {
      alice.server.clock.advanceSeconds(59);
      await alice.does("get_session", "get_session");
      expect(writesIn(alice)).toEqual([]);
      alice.server.clock.advanceSeconds(1);
      await Promise.all([alice.does("get_session"), alice.does("get_session")]);
      await alice.does("get_session");
      expect(writesIn(alice)).toEqual(["update"]);
    }
    alice.server.clock.advanceSeconds(300);
    expect(await alice.tries("get_session")).toBe(invalid);
  });

  it("is not recorded without a disk that takes writes: it opens all the same, and once it is back it is", async () => {
    const alice = await remembered(everyMinute);
    await alice.does(minutes(1));
    alice.server.storage.through(always("update", lostRequest));
    await alice.does("get_session");
    expect(alice.server.accidents.splice(0)).toMatchObject([{ action: "get_session" }]);
    alice.server.storage.through(mended);
    storageCalls(alice);
    await alice.does("get_session", "get_session");
    expect(writesIn(alice)).toEqual(["update"]);
  });
});

describe("what another process ends on the same SQLite file", () => {
  it.each<ActionName>(["delete_session", "delete_all_sessions"])("is seen at once: %s", async (action) => {
    const open = temporaryFile();
    const alice = await remembered({}, open());
    const there = elsewhere(alice, open());
    await there.does("get_session", action);
    expect(await alice.tries("get_session")).toBe(invalid);
  });

  it("is seen at once by all of them, whoever does what of both", async () => {
    const open = temporaryFile();
    const alice = await remembered({ userCacheSeconds: 0 }, open());
    const there = elsewhere(alice, open());
    for (const [here, away] of [
      [alice, there],
      [there, alice],
    ] as const) {
      await here.does("create_signin", "verify_signin_user_password", "complete_signin");
      away.args.sessionToken = here.args.sessionToken ?? "";
      await away.does("get_session");
      await here.does("get_session", "delete_session");
      expect([await here.tries("get_session"), await away.tries("get_session")]).toEqual([invalid, invalid]);
    }
  });
});

it("what another process deletes is seen only later where the storage cannot tell, and only by looks", async () => {
  const { foreignVersion: _, ...storage } = memoryStorage();
  const alice = await remembered({}, storage);
  const there = elsewhere(alice, storage);
  await there.does("delete_session");
  expect(await alice.tries("get_session")).toBe("ok");
  expect(await alice.tries("create_user_deletion")).toBe(invalid);
  expect(await alice.tries("delete_session")).toBe(invalid);
  await alice.does(minutes(1));
  expect(await alice.tries("get_session")).toBe(invalid);
});

it("by default nothing is remembered", async () => {
  const alice = await remembered({ sessionCacheSeconds: 0 });
  await alice.does("get_session", "get_session");
  expect(storageCalls(alice)).toEqual(["get", "get"]);
  expect(alice.server.userStore.count("getUser")).toBe(2);
});
