import type { Engine } from "@tiauth/engines";
import { expect, it, onTestFinished, vi } from "vitest";
import { startWayTo } from "../../testing/black-hole.ts";
import { describeOnPostgres, holding, query, untilWaiting, waiting } from "../../testing/postgres.ts";
import { openPostgresStorage } from "./index.ts";
import { type TimeLimits, timeLimits } from "./limits.ts";
import { openWithin, type PostgresStorageOptions } from "./storage.ts";

const expiresAt = new Date("2030-01-01T00:00:00.000Z");
const entry = (byte: number) => ({ value: Uint8Array.of(byte), expiresAt });
const trouble = (message: string, code = "unavailable") =>
  expect.objectContaining({ name: "StorageError", code, message: expect.stringContaining(message) });

/** A storage that is closed with the test, in a database of its own. */
async function setUp(engine: Engine, { limits, ...options }: Options = {}) {
  const url = options.url ?? (await engine.freshUrl());
  const storage = await openWithin({ ...timeLimits, ...limits }, { ...options, url });
  onTestFinished(async () => storage.close());
  return { url, storage };
}
interface Options extends Partial<PostgresStorageOptions> {
  readonly limits?: Partial<TimeLimits>;
}

/** Returns what ends the lock. */
async function lockEntries(url: string) {
  const locker = await holding(url, "LOCK TABLE tiauth.entries IN ACCESS EXCLUSIVE MODE");
  return () => locker.query("COMMIT");
}

describeOnPostgres(
  "a storage whose Postgres fails",
  (engine) => {
    it("D2: is back with everything it has answered as soon as Postgres is, without having ended the process", async () => {
      const { storage } = await setUp(engine());
      const keys = Array.from({ length: 20 }, (_, i) => `key ${i}`);
      await Promise.all(keys.map((key) => storage.add(key, entry(1)))); // on several connections, which are idle then
      await engine().kill();
      const calls = [() => storage.get("key 0"), () => storage.add("new", entry(1)), () => storage.count()];
      for (const call of calls) {
        await expect(call()).rejects.toThrow(trouble("the server then goes on by itself"));
      }
      await engine().restart();
      expect(await storage.add("key 0", entry(2))).toBe(false);
      for (const key of keys) expect(await storage.update(key, entry(2), 0)).toBe(true);
    });

    it("has an empty unlogged table after a crash, and everything in the outbox", async () => {
      const { storage } = await setUp(engine(), { isUnlogged: true });
      await storage.add("a", entry(1));
      await storage.outbox.add({ topic: "a", payload: "first", now: new Date(0) });
      await engine().kill();
      await engine().restart();
      expect(await storage.count()).toBe(0);
      expect(await storage.outbox.count("a")).toBe(1);
    });

    it("reads again what it was reading when the connection was lost", async () => {
      const { url, storage } = await setUp(engine());
      await storage.add("a", entry(7));
      const unlock = await lockEntries(url);
      const reading = storage.get("a");
      await untilWaiting(url, 1);
      for (const pid of await waiting(url)) await query(url, "SELECT pg_terminate_backend($1)", [pid]);
      await untilWaiting(url, 1);
      await unlock();
      expect(await reading).toEqual({ value: Buffer.of(7), counter: 0 });
    });

    it("O5: writes only once what it was writing when the connection was lost, and says that it failed", async () => {
      const { url, storage } = await setUp(engine());
      await storage.add("a", entry(7));
      const unlock = await lockEntries(url);
      const writing = storage.update("a", entry(8), 0);
      const failed = expect(writing).rejects.toThrow(trouble("the connection was lost"));
      await untilWaiting(url, 1);
      for (const pid of await waiting(url)) await query(url, "SELECT pg_terminate_backend($1)", [pid]);
      await failed;
      await unlock();
      expect(await storage.get("a")).toEqual({ value: Buffer.of(7), counter: 0 });
    });

    it("gives up a connection that hangs, and with it all others of its age", async () => {
      const direct = new URL(await engine().freshUrl());
      const way = await startWayTo(Number(direct.port));
      direct.port = String(way.port);
      const limits = { statementMilliseconds: 1000, answerMilliseconds: 1500 };
      const { storage } = await setUp(engine(), { url: direct.href, limits });
      await Promise.all(["a", "b", "c", "d"].map((key) => storage.add(key, entry(1))));
      expect(way.connections()).toBeGreaterThan(1);
      way.hang();
      await expect(storage.get("a")).rejects.toThrow(trouble("there was no answer within 1.5 s"));
      for (const key of ["a", "b", "c", "d"]) expect(await storage.update(key, entry(2), 0)).toBe(true);
    });

    it("gives who waited for a connection that hangs a new one", async () => {
      const direct = new URL(await engine().freshUrl());
      const way = await startWayTo(Number(direct.port));
      direct.port = String(way.port);
      const limits = { connectMilliseconds: 10_000, statementMilliseconds: 1000, answerMilliseconds: 1500 };
      const { storage } = await setUp(engine(), { url: direct.href, limits, maxConnections: 1 });
      await storage.add("a", entry(1));
      way.hang();
      const [silent, waiting] = await Promise.allSettled([storage.get("a"), storage.get("a")]);
      expect(silent.status).toBe("rejected");
      expect(waiting).toMatchObject({ status: "fulfilled", value: { counter: 0 } });
    });

    it("does not take for gone what is only busy: a statement that takes too long has changed nothing", async () => {
      const { url, storage } = await setUp(engine(), { limits: { statementMilliseconds: 100 } });
      await storage.add("a", entry(1));
      const unlock = await lockEntries(url);
      await expect(storage.update("a", entry(2), 0)).rejects.toThrow(trouble("It took too long"));
      await unlock();
      expect(await storage.get("a")).toEqual({ value: Buffer.of(1), counter: 0 });
    });

    it("answers within the time to wait for a connection when all are in use, and then goes on", async () => {
      const { url, storage } = await setUp(engine(), { maxConnections: 2, limits: { connectMilliseconds: 1000 } });
      await storage.add("a", entry(1));
      const unlock = await lockEntries(url);
      const held = [storage.get("a"), storage.get("a")];
      await untilWaiting(url, 2);
      await expect(storage.get("a")).rejects.toThrow(trouble("All connections were in use"));
      await unlock();
      expect((await Promise.all(held)).map((found) => found?.counter)).toEqual([0, 0]);
      expect(await storage.delete("a")).toBe(true);
    });

    it("throws away connections that take no writes any more, and reads nothing from a server that takes none", async () => {
      const { url, storage } = await setUp(engine());
      const database = new URL(url).pathname.slice(1);
      await storage.add("a", entry(1));
      await query(engine().url, "ALTER SYSTEM SET default_transaction_read_only = on");
      await query(engine().url, "SELECT pg_reload_conf()");
      await vi.waitFor(() => expect(storage.add("b", entry(1))).rejects.toThrow(trouble("takes no writes")), 10_000);
      await expect(storage.get("a")).rejects.toThrow(trouble("Let the URL lead to the primary"));
      await expect(openPostgresStorage({ url })).rejects.toThrow(trouble(`/${database} takes no writes`));
      await query(engine().url, "ALTER SYSTEM RESET default_transaction_read_only");
      await query(engine().url, "SELECT pg_reload_conf()");
      await vi.waitFor(async () => expect(await storage.get("a")).toBeDefined(), 10_000);
      await storage.add("b", entry(1));
    });

    it("D3: says that the disk is full, and goes on once there is room", async () => {
      const { url, storage } = await setUp(engine());
      await storage.add("a", entry(1));
      await query(
        url,
        `CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`,
      );
      await query(url, "CREATE TRIGGER disk_full BEFORE INSERT OR UPDATE ON tiauth.entries EXECUTE FUNCTION fill()");
      await expect(storage.update("a", entry(2), 0)).rejects.toThrow(trouble("Its disk is full", "disk_full"));
      expect(await storage.get("a")).toEqual({ value: Buffer.of(1), counter: 0 });
      await query(url, "DROP TRIGGER disk_full ON tiauth.entries");
      expect(await storage.update("a", entry(2), 0)).toBe(true);
    });

    it("closes though Postgres does not answer any more", async () => {
      const direct = new URL(await engine().freshUrl());
      const way = await startWayTo(Number(direct.port));
      direct.port = String(way.port);
      const { storage } = await setUp(engine(), { url: direct.href, limits: { connectMilliseconds: 1000 } });
      await storage.add("a", entry(1));
      way.hang();
      await storage.close();
      await vi.waitFor(() => {
        way.nudge();
        expect(way.connections()).toBe(0);
      }, 10_000);
    });
  },
  { origin: "own" },
);
