import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { describeOnPostgres, holding, query, untilWaiting } from "../../testing/postgres.ts";
import { conformance } from "../conformance.ts";
import { openPostgresStorage } from "./index.ts";
import { timeLimits } from "./limits.ts";
import { sweepLock } from "./locks.ts";
import { openWithin } from "./storage.ts";

const entry = (byte: number) => ({ value: Uint8Array.of(byte), expiresAt: new Date("2030-01-01T00:00:00.000Z") });

describeOnPostgres("openPostgresStorage", (engine) => {
  describe("keeps to the conformance suite", () => {
    let url = "";
    beforeAll(async () => {
      url = await engine().freshUrl();
    });
    // A thousand who overtake each other wait for a connection, for as long as this machine needs.
    const timeoutMilliseconds = 60_000;
    const limits = {
      ...timeLimits,
      connectMilliseconds: timeoutMilliseconds,
      statementMilliseconds: timeoutMilliseconds,
      answerMilliseconds: timeoutMilliseconds,
    };
    const reopen = () => openWithin(limits, { url });
    async function open() {
      const storage = await reopen();
      await storage.clear();
      return storage;
    }
    async function setCounter(key: string, counter: number) {
      await query(url, "UPDATE tiauth.entries SET counter = $1 WHERE key = $2", [counter, Buffer.from(key)]);
    }
    for (const { title, run } of conformance({ open, reopen, setCounter })) it(title, run, timeoutMilliseconds);
  });

  async function openTwo() {
    const url = await engine().freshUrl();
    const [one, other] = [await openPostgresStorage({ url }), await openPostgresStorage({ url })];
    onTestFinished(async () => void (await Promise.all([one.close(), other.close()])));
    return { url, one, other };
  }

  it("O5: of updates of one entry by several processes at once exactly one succeeds", async () => {
    const { one, other } = await openTwo();
    await one.add("a", entry(0));
    const updates = await Promise.all(
      Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? one : other).update("a", entry(i), 0)),
    );
    expect(updates.filter(Boolean)).toHaveLength(1);
    expect(await other.get("a")).toEqual({ value: Buffer.of(updates.indexOf(true)), counter: 1 });
  });

  it("one process at a time removes what has expired", async () => {
    const { url, one, other } = await openTwo();
    for (const key of ["a", "b", "c"]) await one.add(key, { ...entry(1), expiresAt: new Date(0) });
    const sweeping = await holding(url, `SELECT pg_advisory_xact_lock(${sweepLock})`);
    expect(await other.deleteExpired(new Date(1), 10)).toBe(0);
    await sweeping.query("COMMIT");
    const removed = await Promise.all(
      [one, other, one, other].map((storage) => storage.deleteExpired(new Date(1), 10)),
    );
    expect(removed.reduce((sum, each) => sum + each, 0)).toBe(3);
    expect(await one.count()).toBe(0);
  });

  it("what has expired and is just being prolonged is neither removed nor waited for", async () => {
    const { url, one } = await openTwo();
    for (const key of ["a", "b"]) await one.add(key, { ...entry(1), expiresAt: new Date(0) });
    const prolonging = await holding(url, "UPDATE tiauth.entries SET expires_at = 2 WHERE key = 'a'");
    expect(await one.deleteExpired(new Date(1), 10)).toBe(1);
    await prolonging.query("COMMIT");
    expect(await one.deleteExpired(new Date(1), 10)).toBe(0);
    expect(await one.get("a")).toBeDefined();
  });

  it("O5: CAS and durability do not depend on how the database is set up", async () => {
    const url = await engine().freshUrl();
    const database = new URL(url).pathname.slice(1);
    await query(url, `ALTER DATABASE ${database} SET default_transaction_isolation = 'serializable'`);
    await query(url, `ALTER DATABASE ${database} SET synchronous_commit = off`);
    const storage = await openPostgresStorage({ url });
    await query(
      url,
      `CREATE TABLE seen (durability text);
       CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN INSERT INTO seen VALUES (current_setting('synchronous_commit')); RETURN NEW; END $$;
       CREATE TRIGGER noting AFTER UPDATE ON tiauth.entries FOR EACH ROW EXECUTE FUNCTION note()`,
    );
    await storage.add("a", entry(0));
    const other = await holding(url, "UPDATE tiauth.entries SET counter = 1");
    const updating = storage.update("a", entry(1), 0);
    await untilWaiting(url, 1);
    await other.query("COMMIT");
    expect(await updating).toBe(false); // and no error, as there would be if the transaction were serializable
    await query(url, "DELETE FROM seen");
    expect(await storage.update("a", entry(1), 1)).toBe(true);
    expect(await query(url, "SELECT durability FROM seen")).toEqual([{ durability: "on" }]);
    await storage.close();
  });

  it("takes the bytes as they are when it is called", async () => {
    const { one } = await openTwo();
    const value = Buffer.of(1);
    const adding = one.add("a", { ...entry(0), value });
    value.fill(0);
    await adding;
    expect((await one.get("a"))?.value).toEqual(Buffer.of(1));
  });

  it("throws when it is used after it was closed, and may be closed twice", async () => {
    const { one } = await openTwo();
    const asked = one.add("a", entry(1));
    await Promise.all([one.close(), one.close()]);
    expect(await asked).toBe(true);
    const closed = expect.objectContaining({ name: "StorageError", message: expect.stringContaining("is closed") });
    await expect(one.get("a")).rejects.toThrow(closed);
  });
});
