import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { conformance } from "../conformance.ts";
import { openSqliteStorage } from "./index.ts";

const expiresAt = new Date("2030-01-01T00:00:00.000Z");
const value = Uint8Array.of(1);

let directory = "";
let path = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-storage-"));
  path = join(directory, "db.sqlite");
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("openSqliteStorage keeps to the conformance suite", () => {
  /** Thousands of synced writes take as long as the disk takes. */
  const timeoutMilliseconds = 60_000;
  const open = () => openSqliteStorage({ path });
  function setCounter(key: string, counter: number) {
    const database = new Database(path);
    database.prepare("UPDATE entries SET counter = ? WHERE key = ?").run(counter, key);
    database.close();
  }
  for (const { title, run } of conformance({ open, reopen: open, setCounter })) it(title, run, timeoutMilliseconds);
});

describe("openSqliteStorage", () => {
  it("O5: reads at once, without a promise, what was written in the same turn", async () => {
    const storage = openSqliteStorage({ path });
    const added = storage.add("a", { value, expiresAt });
    expect(storage.get("a")).toEqual({ value: Buffer.of(1), counter: 0 });
    const updated = storage.update("a", { value: Uint8Array.of(2), expiresAt }, 0);
    expect(storage.get("a")).toEqual({ value: Buffer.of(2), counter: 1 });
    const deleted = storage.delete("a");
    expect(storage.get("a")).toBeUndefined();
    expect(await Promise.all([added, updated, deleted])).toEqual([true, true, true]);
    expect(storage.deleteExpired(expiresAt, 1)).toBe(0);
    expect(storage.clear()).toBeUndefined();
    expect(storage.close()).toBeUndefined();
  });

  it("D1: what was answered is in the file and its log before anything is closed", async () => {
    const storage = openSqliteStorage({ path });
    await storage.add("a", { value, expiresAt });
    const copy = join(directory, "copy.sqlite");
    copyFileSync(path, copy);
    copyFileSync(`${path}-wal`, `${copy}-wal`);
    storage.close();

    const copied = openSqliteStorage({ path: copy });
    expect(copied.get("a")).toEqual({ value: Buffer.of(1), counter: 0 });
    copied.close();
  });

  it("two storages on one file see each other's writes", async () => {
    const one = openSqliteStorage({ path });
    const other = openSqliteStorage({ path });
    expect(await one.add("a", { value, expiresAt })).toBe(true);
    expect(await other.update("a", { value, expiresAt }, 0)).toBe(true);
    expect(await one.update("a", { value, expiresAt }, 0)).toBe(false);
    expect(one.get("a")?.counter).toBe(1);
    one.close();
    other.close();
  });

  it("O5: two storages of one process can write in the same turn, and neither waits for the other", async () => {
    const [one, other] = [openSqliteStorage({ path }), openSqliteStorage({ path })];
    const writes = [one.add("a", { value, expiresAt }), other.update("a", { value, expiresAt }, 0)];
    expect(other.get("a")?.counter).toBe(1);
    writes.push(one.update("a", { value, expiresAt }, 1), other.delete("a"), one.add("a", { value, expiresAt }));
    expect(one.get("a")?.counter).toBe(0);
    expect(await Promise.all(writes)).toEqual([true, true, true, true, true]);
    one.close();
    other.close();
  });

  it("closes the second time nothing that others have opened meanwhile", () => {
    const storage = openSqliteStorage({ path });
    storage.close();
    const others = Array.from({ length: 8 }, () => openSync(path, "r")); // the numbers that were given back
    storage.close();
    for (const descriptor of others) closeSync(descriptor); // throws if it is closed
  });

  it("throws when it is used after it was closed", () => {
    const storage = openSqliteStorage({ path });
    storage.close();
    expect(() => storage.get("a")).toThrow("not open");
  });
});
