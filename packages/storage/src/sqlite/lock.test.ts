import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openSqliteStorage, type SqliteStorage } from "./index.ts";
import { createPatience } from "./patience.ts";

const expiresAt = new Date("2030-01-01T00:00:00.000Z");
const value = Uint8Array.of(1);

let directory = "";
let storage: SqliteStorage;
/** Another program. */
let other: Database.Database;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-lock-"));
  const path = join(directory, "db.sqlite");
  storage = openSqliteStorage({ path });
  await storage.add("a", { value, expiresAt });
  other = new Database(path);
});
afterEach(() => {
  other.close();
  storage.close();
  rmSync(directory, { recursive: true });
});

const locked = expect.objectContaining({
  name: "StorageError",
  code: "locked",
  message: expect.stringMatching(/db\.sqlite is locked by another program.*reads go on.*fuser/),
});

describe("while another program holds the lock", () => {
  beforeEach(() => void other.exec("BEGIN IMMEDIATE"));

  it("D1: one write holds up the event loop, those after it do not, and each error says what to do", async () => {
    const startedAt = performance.now();
    const writing = Array.from({ length: 50 }, (_, i) => storage.add(`b ${i}`, { value, expiresAt }));
    for (const each of writing) await expect(each).rejects.toEqual(locked);
    expect(performance.now() - startedAt).toBeLessThan(2500); // each holding it up would take 5 s
    expect(storage.get("b 0")).toBeUndefined();
  });

  it("writes that came meanwhile take place when it is free, in their order, and reads go on until then", async () => {
    const writing = [
      storage.delete("a"),
      storage.add("a", { value, expiresAt }),
      storage.add("a", { value, expiresAt }),
    ];
    expect(storage.get("a")?.counter).toBe(0);
    other.exec("UPDATE entries SET counter = 7; COMMIT");
    expect(await Promise.all(writing)).toEqual([true, true, false]);
    expect(storage.get("a")?.counter).toBe(0);
  });

  it("a write that comes when it is just free does not overtake those that wait", async () => {
    const deleting = storage.delete("a");
    other.exec("COMMIT");
    const adding = storage.add("a", { value: Uint8Array.of(2), expiresAt });
    expect(await Promise.all([deleting, adding])).toEqual([true, true]);
    expect(storage.get("a")?.value).toEqual(Buffer.of(2));
  });

  it("closing refuses what still waits", async () => {
    const adding = storage.add("b", { value, expiresAt });
    storage.close();
    await expect(adding).rejects.toEqual(locked);
  });

  it("D1: reads go on", async () => {
    await expect(storage.delete("a")).rejects.toEqual(locked);
    expect(storage.get("a")?.counter).toBe(0);
    expect(storage.outbox.count("notice")).toBe(0);
  });

  it("the outbox does not wait once more for the same lock", async () => {
    await expect(storage.delete("a")).rejects.toEqual(locked);
    const item = { topic: "notice", payload: "one", now: new Date() };
    const startedAt = performance.now();
    const adding = Array.from({ length: 50 }, () => storage.outbox.add(item));
    for (let i = 0; i < 50; i++) expect(() => storage.outbox.done(i)).toThrow(locked);
    for (const each of adding) await expect(each).rejects.toEqual(locked);
    expect(performance.now() - startedAt).toBeLessThan(2500);
  });

  it("looking in vain for what is due, which needs no lock, makes no write wait again", () => {
    const startedAt = performance.now();
    for (let i = 0; i < 50; i++) {
      expect(() => storage.deleteExpired(expiresAt, 1)).toThrow(locked);
      expect(storage.outbox.take({ topic: "notice", owner: "one", now: new Date(), limit: 4 })).toEqual([]);
    }
    expect(performance.now() - startedAt).toBeLessThan(2500);
  });

  it("the first write after its end gives the next one some patience back", async () => {
    await expect(storage.delete("a")).rejects.toEqual(locked);
    other.exec("ROLLBACK");
    expect(await storage.delete("a")).toBe(true);
    other.exec("BEGIN IMMEDIATE");
    const startedAt = performance.now();
    expect(() => storage.outbox.done(1)).toThrow(locked);
    expect(performance.now() - startedAt).toBeGreaterThan(5);
  });

  it("everything works at the first write after its end", async () => {
    for (let i = 0; i < 5; i++) await expect(storage.update("a", { value, expiresAt }, 0)).rejects.toEqual(locked);
    other.exec("ROLLBACK");
    expect(await storage.update("a", { value, expiresAt }, 0)).toBe(true);
    expect(storage.deleteExpired(new Date(0), 10)).toBe(0);
    storage.clear();
    expect(storage.get("a")).toBeUndefined();
  });
});

describe("each write that waits in vain", () => {
  /** How long each of three holds up the event loop, while others do something in every millisecond. */
  function waits(othersDo: string) {
    vi.useFakeTimers({ toFake: ["performance"] });
    const waiting = vi.spyOn(Atomics, "wait").mockImplementation(() => {
      vi.advanceTimersByTime(1);
      other.exec(othersDo);
      return "timed-out";
    });
    other.exec("BEGIN IMMEDIATE");
    const milliseconds = [1, 2, 3].map((id) => {
      waiting.mockClear();
      expect(() => storage.outbox.done(id)).toThrow(locked);
      return waiting.mock.calls.length;
    });
    waiting.mockRestore();
    vi.useRealTimers();
    return milliseconds;
  }

  it("D1: holds up the event loop only the first time, while one program keeps the lock", () => {
    expect(waits("")).toEqual([100, 0, 0]);
  });

  it("D1: holds it up for no more than 10 ms after that, while others take the lock in turn", () => {
    expect(waits("UPDATE entries SET counter = counter + 1; COMMIT; BEGIN IMMEDIATE")).toEqual([100, 10, 10]);
  });
});

describe("while another program reads for long", () => {
  it("writes and the write-back of the log are not held up", async () => {
    other.exec("BEGIN");
    expect(other.prepare("SELECT count(*) AS count FROM entries").get()).toEqual({ count: 1 });
    for (let i = 0; i < 300; i++) expect(await storage.add(`b ${i}`, { value, expiresAt })).toBe(true);
    expect(other.prepare("SELECT count(*) AS count FROM entries").get()).toEqual({ count: 1 });
    other.exec("COMMIT");
    expect(storage.get("b 299")?.counter).toBe(0);
  });

  it("a write-back of the log by another program harms nothing", async () => {
    for (let i = 0; i < 50; i++) await storage.add(`b ${i}`, { value, expiresAt });
    other.pragma("wal_checkpoint(TRUNCATE)");
    for (let i = 50; i < 100; i++) expect(await storage.add(`b ${i}`, { value, expiresAt })).toBe(true);
    for (let i = 0; i < 100; i++) expect(storage.get(`b ${i}`)?.counter).toBe(0);
  });
});

describe("how long a write waits for a lock", () => {
  let elapsed = 0;
  const patience = () => createPatience(() => elapsed);
  beforeEach(() => {
    elapsed = 5000;
  });

  it("is 100 ms until one waited in vain", () => {
    expect(patience().milliseconds()).toBe(100);
  });

  it("is then at most a hundredth of the time since, so that reads are hardly held up", () => {
    const { milliseconds, lose } = patience();
    lose();
    expect(milliseconds()).toBe(0);
    let waited = 0;
    for (let second = 0; second < 60; second++) {
      elapsed += 1000;
      waited += milliseconds();
      lose();
    }
    expect(waited).toBe(600);
  });

  it("is at least 10 ms after a write that succeeded, for many short locks are not one long one, and 0 after another loss", () => {
    const { milliseconds, lose, win } = patience();
    win();
    expect(milliseconds()).toBe(100);
    lose();
    win();
    expect(milliseconds()).toBe(10);
    lose();
    expect(milliseconds()).toBe(0);
  });

  it("is at least 10 ms also after one that waited in vain while others had the lock in turn", () => {
    const { milliseconds, miss } = patience();
    miss();
    expect(milliseconds()).toBe(10);
    elapsed += 5000;
    expect(milliseconds()).toBe(50);
  });

  it("is 100 ms again after 10 s without a write that found the lock held, and never more", () => {
    const { milliseconds, lose } = patience();
    lose();
    elapsed += 9999;
    expect(milliseconds()).toBe(99);
    elapsed += 1e9;
    expect(milliseconds()).toBe(100);
  });
});
