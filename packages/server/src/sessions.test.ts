import { describe, expect, it } from "vitest";
import { parallel, tally } from "../testing/answers.ts";
import { answering, lostRequest, mended, once, when } from "../testing/faults.ts";
import { type Person, person } from "../testing/person.ts";
import { days, minutes, signedUp } from "../testing/steps.ts";
import { storages } from "../testing/storages.ts";
import { type TestServer, type TestServerOptions, testServer } from "../testing/test-server.ts";
import type { Settings } from "./index.ts";

const invalid = "invalid_session_token";
const writes = ({ storage }: TestServer) => storage.count() - storage.count("get");

async function signedIn(options: TestServerOptions = {}): Promise<Person> {
  const alice = person(testServer(options));
  await alice.does(...signedUp);
  return alice;
}

/** The same person after the server was started again with other settings. */
function restarted({ server, args }: Person, settings: Partial<Settings>): Person {
  const again = person(testServer({ before: server, settings }));
  Object.assign(again.args, args);
  return again;
}

describe("a session", () => {
  it("ends 30 days after its last use, to the millisecond", async () => {
    const alice = await signedIn();
    await alice.does(days(29), "get_session");
    alice.server.clock.advanceSeconds(30 * 86_400 - 0.001);
    expect(await alice.tries("get_session")).toBe("ok");
    alice.server.clock.advanceSeconds(30 * 86_400);
    expect(await alice.tries("get_session")).toBe(invalid);
  });

  it("ends 90 days after its creation, however often it is used", async () => {
    const alice = await signedIn();
    for (let day = 10; day < 90; day += 10) await alice.does(days(10), "get_session");
    alice.server.clock.advanceSeconds(10 * 86_400 - 0.001);
    expect(await alice.tries("get_session")).toBe("ok");
    alice.server.clock.advanceSeconds(0.001);
    expect(await alice.tries("get_session")).toBe(invalid);
  });

  it("follows today's settings, not those at its creation", async () => {
    const alice = await signedIn();
    await alice.does(days(10));
    expect(await restarted(alice, { sessionExpirationSeconds: 10 * 86_400 }).tries("get_session")).toBe(invalid);
    expect(await restarted(alice, { sessionInactivityTimeoutSeconds: 10 * 86_400 }).tries("get_session")).toBe(invalid);
    expect(await restarted(alice, { sessionExpirationSeconds: 11 * 86_400 }).asks("get_session")).toMatchObject({
      session: { createdAt: new Date("2030-01-01T00:00:00Z"), expiresAt: new Date("2030-01-12T00:00:00Z") },
    });
    expect(await alice.tries("get_session")).toBe("ok");
  });

  it("never expires if the expiration is 0, as long as it is used", async () => {
    const alice = await signedIn({ settings: { sessionExpirationSeconds: 0 } });
    for (let month = 0; month < 24; month++) await alice.does(days(29), "get_session");
    expect(await alice.asks("get_session")).toMatchObject({ session: { expiresAt: null } });
    await alice.does(days(30));
    expect(await alice.tries("get_session")).toBe(invalid);
  });

  it.each([365, -365])("D6: outlives a clock that jumps by %i days and back", async (jump) => {
    const alice = await signedIn();
    await alice.does(days(jump));
    await alice.tries("get_session");
    await alice.tries("create_user_deletion");
    await alice.does(days(1 - jump), "get_session");
  });

  it("U4: is not destroyed by a user server that does not know its user for once", async () => {
    const alice = await signedIn();
    const unknown = answering({ ok: false, errorCode: "user_not_found", actionInvocationId: "" });
    for (const action of ["get_session", "delete_all_sessions", "create_user_deletion"] as const) {
      alice.server.userStore.through(once("getUser", unknown));
      expect(await alice.tries(action)).toBe(invalid);
      expect(await alice.tries("get_session")).toBe("ok");
    }
  });
});

describe("the use of a session", () => {
  it("is recorded at most once per interval", async () => {
    const alice = await signedIn();
    const { server } = alice;
    const before = writes(server);
    server.clock.advanceSeconds(59.999);
    await alice.does("get_session", "get_session");
    expect(writes(server) - before).toBe(0);
    server.clock.advanceSeconds(0.001);
    await alice.does("get_session", "get_session", "get_session");
    expect(writes(server) - before).toBe(1);
    await alice.does(minutes(1), "get_session", "get_session");
    expect(writes(server) - before).toBe(2);
  });

  it("is recorded whatever is done in it", async () => {
    const alice = await signedIn();
    await alice.does(days(29), "create_user_deletion", days(29), "get_session");
  });

  for (const [name, open] of Object.entries(storages))
    it(`by 50 requests at once is recorded once, and all are answered, with ${name}`, async () => {
      const alice = await signedIn({ storage: open() });
      await alice.does(minutes(1));
      const answers = await parallel(50, () => alice.tries("get_session"));
      expect(tally(answers)).toEqual({ ok: 50 });
      const { storage } = alice.server;
      storage.calls.length = 0;
      await alice.does("get_session");
      expect(storage.count()).toBe(1);
    });
});

describe("D3: while nothing can be written", () => {
  it("a session still opens; that its use is not recorded is reported, and what needs a write is not done", async () => {
    const alice = await signedIn();
    const { storage, accidents } = alice.server;
    await alice.does(minutes(1));
    storage.through(when(({ method }) => method !== "get", lostRequest));
    expect(await alice.tries("get_session")).toBe("ok");
    expect(accidents.splice(0).map(({ action }) => action)).toEqual(["get_session"]);
    expect(await alice.tries("delete_session")).toBe("internal_error");
    expect(accidents.splice(0).length).toBeGreaterThan(0);
    storage.through(mended);
    await alice.does("get_session", "delete_session");
  });
});

describe("get_session", () => {
  it("does one storage read, one call to the user server, and no write within the interval", async () => {
    const alice = await signedIn();
    const { storage, userStore, email, hasher } = alice.server;
    for (const tap of [storage, userStore, email, hasher]) tap.calls.length = 0;
    await alice.does("get_session");
    expect(storage.calls.map(({ method }) => method)).toEqual(["get"]);
    expect(userStore.calls.map(({ method }) => method)).toEqual(["getUser"]);
    expect(email.count() + hasher.count()).toBe(0);
  });
});
