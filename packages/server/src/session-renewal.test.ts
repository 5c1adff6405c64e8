import { describe, expect, it } from "vitest";
import { parallel, tally } from "../testing/answers.ts";
import { type Person, person } from "../testing/person.ts";
import { changed, days, inAnotherSession, minutes, passwordUpdated, signedUp } from "../testing/steps.ts";
import { storages } from "../testing/storages.ts";
import { type TestServerOptions, testServer } from "../testing/test-server.ts";

const invalid = "invalid_session_token";
const week = { sessionRenewalWindowSeconds: 7 * 86_400 };

async function ranOut(options: TestServerOptions = {}): Promise<Person> {
  const alice = person(testServer({ settings: week, ...options }));
  await alice.does(...signedUp, days(31));
  expect(await alice.tries("get_session")).toBe(invalid);
  return alice;
}

describe("a session that is renewed", () => {
  it("is the same one, by the same token, and lives as long as a new one", async () => {
    const alice = await ranOut();
    const renewed = await alice.asks("renew_session");
    const id = alice.args.sessionToken?.split(".")[0];
    const createdAt = new Date("2030-01-01T00:00:00Z");
    const expiresAt = new Date(createdAt.getTime() + (31 + 90) * 86_400_000);
    expect(renewed).toMatchObject({ ok: true, session: { id, createdAt, expiresAt } });
    expect(await alice.asks("get_session")).toMatchObject({ session: { expiresAt } });
    for (let day = 0; day < 87; day += 29) await alice.does(days(29), "get_session");
    await alice.does(days(3));
    expect(await alice.tries("get_session")).toBe(invalid);
  });

  it("is kept in the storage for as long as it can be renewed", async () => {
    const alice = await ranOut();
    const kept = [...alice.server.entries].find(([key]) => key.startsWith("session."))?.[1];
    expect(kept?.expiresAt).toEqual(new Date(Date.UTC(2030, 0, 1 + 30 + 7)));
  });

  it("is on its user's list again", async () => {
    const alice = await ranOut();
    for (const key of alice.server.entries.keys()) if (key.startsWith("sessions.")) alice.server.entries.delete(key);
    await alice.does("renew_session", inAnotherSession);
    expect(await alice.asks("list_sessions")).toMatchObject({ sessions: [{}, {}] });
  });

  it("W5: is written once, whoever asks at the same time, and all of them are answered", async () => {
    for (const open of Object.values(storages)) {
      const alice = await ranOut({ storage: open() });
      const { storage } = alice.server;
      storage.calls.length = 0;
      expect(tally(await parallel(10, () => alice.tries("renew_session")))).toEqual({ ok: 10 });
      const writes = storage.calls.filter(
        ({ method, args: [key] }) => method === "update" && `${key}`.startsWith("session."),
      );
      expect(writes).toHaveLength(1);
    }
  });

  it("is left as it is where it has not run out", async () => {
    const alice = person(testServer({ settings: week }));
    await alice.does(...signedUp, minutes(5));
    alice.server.storage.calls.length = 0;
    await alice.does("renew_session");
    expect(alice.server.storage.calls.map(({ method }) => method)).not.toContain("update");
  });

  it("has outlived a password change that ended nothing, as any session", async () => {
    const alice = person(testServer({ settings: week }));
    await alice.does(...signedUp);
    const { sessionToken } = alice.args;
    await alice.does(inAnotherSession, ...passwordUpdated, days(36));
    expect(await alice.tries("renew_session", { sessionToken: sessionToken ?? "" })).toBe("ok");
  });

  it.each(["disabledCounter", "sessionsCounter"] as const)(
    "is none whose user's %s went up meanwhile",
    async (name) => {
      const alice = await ranOut();
      await alice.does(changed((user) => ({ [name]: user[name] + 1 })));
      expect(await alice.tries("renew_session")).toBe(invalid);
    },
  );
});
