import { describe, expect, it } from "vitest";
import { parallel } from "../testing/answers.ts";
import { always, answering, lostRequest, mended, when } from "../testing/faults.ts";
import { type Person, person, type Step } from "../testing/person.ts";
import { days, deleted, disabled, enabled, gone, minutes, signedIn, signedUp, userOf } from "../testing/steps.ts";
import { storages } from "../testing/storages.ts";
import { type TestServer, testServer } from "../testing/test-server.ts";

const invalid = "invalid_session_token";
const idOf = (token = "") => token.split(".")[0] ?? "";

async function alone(server: TestServer = testServer()): Promise<Person> {
  const alice = person(server);
  await alice.does(...signedUp);
  return alice;
}

/** The same person at another browser, signed in there. */
async function elsewhere({ server, args }: Person, steps: readonly Step[] = signedIn): Promise<Person> {
  const there = person(server, args.userEmailAddress);
  await there.does(...steps);
  return there;
}

async function listed({ server, args: { sessionToken = "" } }: Person) {
  const outcome = await server.client.listSessions({ sessionToken });
  return outcome.ok ? outcome.sessions : [];
}
const idsListed = async (someone: Person) => (await listed(someone)).map(({ id }) => id);
const listsStored = ({ server }: Person) => [...server.entries.keys()].filter((key) => key.startsWith("sessions."));

describe("the list of a user's sessions", () => {
  it("has where each was begun, the network of the address only, and when it was used, the last one first", async () => {
    const server = testServer();
    const at = (clientAddress: string, clientLabel: string) =>
      person({ ...server, client: server.callerWith({ clientAddress, clientLabel }) });
    const desk = at("192.0.2.77", "Firefox on Linux");
    await desk.does(...signedUp, minutes(5));
    const phone = at("2001:db8:1:2::9", `Safari on iOS${"!".repeat(100)}`);
    await phone.does(...signedIn, minutes(5));
    const begun = new Date("2030-01-01T00:00:00Z");
    const later = (minute: number) => new Date(begun.getTime() + minute * 60_000);
    const expiresAt = (from: Date) => new Date(from.getTime() + 90 * 86_400_000);
    expect(await listed(desk)).toEqual([
      {
        id: idOf(desk.args.sessionToken),
        createdAt: begun,
        lastUsedAt: later(10),
        expiresAt: expiresAt(begun),
        label: "Firefox on Linux",
        clientAddress: "192.0.2.0/24",
        current: true,
      },
      {
        id: idOf(phone.args.sessionToken),
        createdAt: later(5),
        lastUsedAt: later(5),
        expiresAt: expiresAt(later(5)),
        label: `Safari on iOS${"!".repeat(51)}`,
        clientAddress: "2001:db8:1::/48",
        current: false,
      },
    ]);
  });

  it("says what is not known as nothing", async () => {
    expect(await listed(await alone())).toMatchObject([{ label: "", clientAddress: "", current: true }]);
  });

  it("is of one user only", async () => {
    const alice = await alone();
    const bob = person(alice.server, "bob@example.com");
    await bob.does(...signedUp);
    expect(await idsListed(alice)).toEqual([idOf(alice.args.sessionToken)]);
    expect(await idsListed(bob)).toEqual([idOf(bob.args.sessionToken)]);
    expect(await alice.tries("delete_session_by_id", { sessionId: idOf(bob.args.sessionToken) })).toBe(
      "session_not_found",
    );
    await alice.does("delete_other_sessions");
    expect(await bob.tries("get_session")).toBe("ok");
  });

  it("loses a session that is signed out, deleted from elsewhere, or not there any more", async () => {
    const alice = await alone();
    const [one, two, three] = [await elsewhere(alice), await elsewhere(alice), await elsewhere(alice)];
    await one.does("delete_session");
    await alice.does(["delete_session_by_id", { sessionId: idOf(two.args.sessionToken) }]);
    expect(await two.tries("get_session")).toBe(invalid);
    expect(await three.tries("get_session")).toBe("ok");
    alice.server.entries.delete(`session.${idOf(three.args.sessionToken)}`);
    await alice.does(minutes(2));
    expect(await idsListed(alice)).toEqual([idOf(alice.args.sessionToken)]);
    const [key = ""] = listsStored(alice);
    const stored = Buffer.from(alice.server.entries.get(key)?.value ?? []).toString();
    for (const { args } of [one, two, three]) expect(stored).not.toContain(idOf(args.sessionToken));
  });

  it("can end the session that asks", async () => {
    const alice = await alone();
    await alice.does(["delete_session_by_id", { sessionId: idOf(alice.args.sessionToken) }]);
    expect(await alice.tries("get_session")).toBe(invalid);
  });

  it("W6: ends all others at once, and the one that asks goes on", async () => {
    const alice = await alone();
    const others = [await elsewhere(alice), await elsewhere(alice), await elsewhere(alice)];
    await alice.does("delete_other_sessions");
    for (const other of others) expect(await other.tries("get_session")).toBe(invalid);
    expect(await alice.tries("get_session")).toBe("ok");
    expect(await idsListed(alice)).toEqual([idOf(alice.args.sessionToken)]);
    expect(userOf(alice).sessionsCounter).toBe(0);
  });

  it("of nobody is left when the user is deleted", async () => {
    const alice = await alone();
    await elsewhere(alice);
    expect(listsStored(alice)).toHaveLength(1);
    await alice.does(...deleted);
    expect(listsStored(alice)).toEqual([]);
  });

  it("O4: has nothing of whoever had the user's id before", async () => {
    const server = testServer();
    const alice = await alone(server);
    const { id } = userOf(alice);
    await alice.does(gone);
    const bob = person(server, "bob@example.com");
    await bob.does(...signedUp);
    const { id: bobs } = userOf(bob);
    server.users.users.set(id, { ...userOf(bob), id });
    server.users.users.delete(bobs);
    const again = person(server, "bob@example.com");
    await again.does(...signedIn);
    expect(await idsListed(again)).toEqual([idOf(again.args.sessionToken)]);
    expect(await again.tries("delete_session_by_id", { sessionId: idOf(alice.args.sessionToken) })).toBe(
      "session_not_found",
    );
  });

  it("U4: forgets nobody because the user server says for once that the user is disabled", async () => {
    const alice = await alone();
    const other = await elsewhere(alice);
    await alice.does(disabled);
    expect(await alice.tries("list_sessions")).toBe(invalid);
    await alice.does(enabled);
    // `disabled` and `enabled` raise the counter that ends sessions: only new ones are there to be listed.
    const back = await elsewhere(alice);
    expect(await idsListed(back)).toEqual([idOf(back.args.sessionToken)]);
    expect(await other.tries("get_session")).toBe(invalid);
  });
});

describe("a session that begins", () => {
  it("is on the list before it is there, and off it again if it never comes", async () => {
    const alice = await alone();
    const other = await elsewhere(alice, ["create_signin", "verify_signin_user_password"]);
    alice.server.storage.through(always("add", lostRequest));
    expect(await other.tries("complete_signin")).toBe("internal_error");
    alice.server.storage.through(mended);
    alice.server.accidents.length = 0;
    const stored = () => Buffer.from(alice.server.entries.get(listsStored(alice)[0] ?? "")?.value ?? []).toString();
    const idsStored = () => JSON.parse(stored()).length;
    expect(await idsListed(alice)).toHaveLength(1);
    expect(idsStored()).toBe(2);
    await alice.does(minutes(2), "list_sessions");
    expect(idsStored()).toBe(1);
  });

  it("is not begun where the list cannot be written: nobody could end it from elsewhere", async () => {
    const alice = await alone();
    const other = await elsewhere(alice, ["create_signin", "verify_signin_user_password"]);
    alice.server.storage.through(always("update", lostRequest));
    expect(await other.tries("complete_signin")).toBe("internal_error");
    alice.server.storage.through(mended);
    alice.server.accidents.length = 0;
    expect([...alice.server.entries.keys()].filter((key) => key.startsWith("session."))).toHaveLength(1);
  });
});

describe("where others write the list all the time", () => {
  const losing = (times: number) => {
    let left = times;
    return when(
      ({ method, args: [key] }) => method === "update" && String(key).startsWith("sessions.") && left-- > 0,
      answering(false),
    );
  };

  it("a session begins all the same: its signin is consumed, nobody could try again", async () => {
    const alice = await alone();
    const other = await elsewhere(alice, ["create_signin", "verify_signin_user_password"]);
    alice.server.storage.through(losing(20));
    expect(await other.tries("complete_signin")).toBe("ok");
    expect(await idsListed(alice)).toContain(idOf(other.args.sessionToken));
  });

  it("sessions end all the same, and whoever looks at the list next strikes them off", async () => {
    const alice = await alone();
    const other = await elsewhere(alice);
    alice.server.storage.through(losing(Infinity));
    expect(await other.tries("delete_session")).toBe("ok");
    alice.server.storage.through(mended);
    expect(await idsListed(alice)).toEqual([idOf(alice.args.sessionToken)]);
  });
});

describe("a list of a hundred", () => {
  it("W6: lets the session go that was not used on any day for longest, and no other", async () => {
    const alice = await alone(testServer({ settings: { addressSigninLimit: "off" } }));
    const tablet = await elsewhere(alice);
    await alice.does(days(1), "get_session");
    const others = [];
    for (let count = 2; count < 100; count++) others.push(await elsewhere(alice, [minutes(1), ...signedIn]));
    expect(await listed(alice)).toHaveLength(100);
    expect(await tablet.tries("get_session")).toBe("ok");
    await tablet.does(days(1));
    await elsewhere(alice, [minutes(1), ...signedIn]);
    const ended = await Promise.all([alice, tablet, ...others].map((one) => one.tries("get_session")));
    expect(ended.filter((answer) => answer === invalid)).toHaveLength(1);
    expect(await listed(others[50] ?? alice)).toHaveLength(100);
  });

  it.each(Object.entries(storages))("holds while many sign in at once (%s)", async (_, open) => {
    const alice = await alone(testServer({ storage: open(), settings: { sessionExpirationSeconds: 0 } }));
    const ready = [];
    for (let count = 0; count < 110; count++) {
      ready.push(await elsewhere(alice, [minutes(1), "create_signin", "verify_signin_user_password"]));
      if (count % 8 === 7) await Promise.all(ready.splice(0).map((one) => one.does("complete_signin")));
    }
    await Promise.all(ready.map((one) => one.does("complete_signin")));
    const here = await elsewhere(alice, [minutes(1), ...signedIn]);
    expect(await listed(here)).toHaveLength(100);
  });
});

describe("looking at a session", () => {
  it("W6: reads the session and nothing else, and puts it on the list on the first use of a day", async () => {
    const alice = await alone();
    const { storage } = alice.server;
    const reads = async () => {
      storage.calls.length = 0;
      await alice.does("get_session");
      return storage.calls.map(({ method }) => method);
    };
    expect(await reads()).toEqual(["get"]);
    await alice.does(minutes(1));
    expect(await reads()).toEqual(["get", "update"]);
    await alice.does(days(1));
    expect(await reads()).toEqual(["get", "get", "update", "update"]);
    expect(await reads()).toEqual(["get"]);
  });

  it("brings a session onto the list that was there before there were lists", async () => {
    const alice = await alone();
    const other = await elsewhere(alice);
    for (const key of listsStored(alice)) alice.server.entries.delete(key);
    expect(await idsListed(alice)).toEqual([idOf(alice.args.sessionToken)]);
    await other.does(days(1), "get_session");
    expect(await idsListed(alice)).toContain(idOf(other.args.sessionToken));
    expect(await listed(alice)).toMatchObject([{ label: "" }, { label: "" }]);
  });

  it("opens it also when the list cannot be written, which is reported", async () => {
    const alice = await alone();
    await alice.does(days(1));
    alice.server.storage.through(always("update", lostRequest));
    expect(await alice.tries("get_session")).toBe("ok");
    expect(alice.server.accidents.splice(0)).toMatchObject([{ action: "get_session" }]);
    alice.server.storage.through(mended);
    expect(await alice.tries("get_session")).toBe("ok");
  });
});

describe("sessions that begin while others end", () => {
  it.each(Object.entries(storages))("are either ended or on the list (%s)", async (_, open) => {
    const alice = await alone(testServer({ storage: open() }));
    const ready = await parallel(4, () => elsewhere(alice, ["create_signin"]));
    for (const one of ready) await one.does("verify_signin_user_password");
    await Promise.all([
      alice.does("delete_other_sessions"),
      ...ready.map((one) => one.does("complete_signin")),
      alice.does("list_sessions"),
    ]);
    const there = await idsListed(alice);
    for (const one of ready)
      expect(there.includes(idOf(one.args.sessionToken))).toBe((await one.tries("get_session")) === "ok");
  });
});
