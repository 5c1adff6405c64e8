import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Access, createAccess } from "./access.ts";
import { openDatabase } from "./database.ts";

let directory = "";
let database: Database.Database;
let access: Access;
/** Sees only what is durable. */
let other: Database.Database;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] }); // or a machine that is slow for 5 ms would end a group before its turn
  directory = mkdtempSync(join(tmpdir(), "tiauth-group-"));
  const path = join(directory, "db.sqlite");
  database = openDatabase({ path });
  access = createAccess(database, path);
  other = new Database(path, { readonly: true });
});
afterEach(() => {
  other.close();
  access.close();
  rmSync(directory, { recursive: true });
  vi.useRealTimers();
});

const insert = "INSERT INTO entries (key, value, counter, expires_at) VALUES (?, ?, 0, 0)";
const add = (key: string, bytes = 100) =>
  access.join(() => database.prepare(insert).run(key, Buffer.alloc(bytes)).changes);
const countKeys = "SELECT count(*) FROM entries";
const durable = () => other.prepare(countKeys).pluck().get();
const readable = () => access.read(() => database.prepare(countKeys).pluck().get());
const outcomes = async (writes: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(writes)).map((write) => (write.status === "fulfilled" ? write.value : write.reason.code));

/** To SQLite a database that may not grow is a full disk. */
const fillDisk = () => database.pragma(`max_page_count = ${database.pragma("page_count", { simple: true })}`);
const emptyDisk = () => database.pragma("max_page_count = 1000000");

describe("writes of one turn", () => {
  it("take place at once, are durable together, and only then is one of them answered", async () => {
    const writes = ["a", "b", "c"].map((key) => add(key));
    expect([readable(), durable()]).toEqual([3, 0]);
    await Promise.race(writes);
    expect(durable()).toBe(3);
    expect(await outcomes(writes)).toEqual([1, 1, 1]);
  });

  it("come before whatever is not one of them", async () => {
    const adding = add("a");
    expect(access.write(() => durable())).toBe(1);
    expect(await adding).toBe(1);
  });

  it("are kept and answered when the database is closed in that turn", async () => {
    const adding = add("a");
    access.close();
    expect(await adding).toBe(1);
    expect(durable()).toBe(1);
  });

  it("do not keep the lock from others for as long as the turn takes", async () => {
    const writes = [add("a")];
    vi.advanceTimersByTime(6);
    writes.push(add("b"));
    expect(durable()).toBe(1);
    expect(await outcomes(writes)).toEqual([1, 1]);
  });
});

describe("a write that fails", () => {
  it("undoes itself alone", async () => {
    const writes = [add("a"), add("a"), add("b")];
    expect(await outcomes(writes)).toEqual([1, "SQLITE_CONSTRAINT_PRIMARYKEY", 1]);
    expect(durable()).toBe(2);
  });

  it("leaves nothing open if it is the only one", async () => {
    await add("a");
    await expect(add("a")).rejects.toThrow("UNIQUE");
    await new Promise(setImmediate);
    expect(database.inTransaction).toBe(false);
    expect(await add("b")).toBe(1);
  });

  it("D3: for want of room undoes all of its turn before it, and whoever comes after it begins anew", async () => {
    const writes = [add("a"), add("b")];
    fillDisk();
    writes.push(add("c", 20_000));
    emptyDisk();
    writes.push(add("d"));
    expect(await outcomes(writes)).toEqual(["disk_full", "disk_full", "disk_full", 1]);
    expect([readable(), durable()]).toEqual([1, 1]);
  });
});

it("of a transaction of its own that fails half-way nothing is left", async () => {
  const addTwice = () => {
    for (let i = 0; i < 2; i++) database.prepare(insert).run("a", Buffer.of(1));
  };
  expect(() => access.write(addTwice)).toThrow("UNIQUE");
  expect(readable()).toBe(0);
  expect(await add("b")).toBe(1);
  expect(durable()).toBe(1);
});

describe("a commit that fails", () => {
  /** What SQLite looks at only then. */
  const breakPromise = () => access.join(() => database.prepare("INSERT INTO child VALUES (9)").run().changes);
  beforeEach(() =>
    database.exec(`CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
      CREATE TABLE child (parent INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED) STRICT`),
  );

  it("is every writer's failure, and leaves nothing behind", async () => {
    const refused = "SQLITE_CONSTRAINT_FOREIGNKEY";
    expect(await outcomes([add("a"), breakPromise(), add("b")])).toEqual([refused, refused, refused]);
    expect([readable(), durable(), database.inTransaction]).toEqual([0, 0, false]);
    expect(await add("a")).toBe(1);
  });

  it("is not the failure of whoever came next, or comes in a transaction of its own", async () => {
    const writes = [breakPromise()];
    expect(access.write(() => database.prepare(insert).run("a", Buffer.of(1)).changes)).toBe(1);
    writes.push(add("b"));
    expect(await outcomes(writes)).toEqual(["SQLITE_CONSTRAINT_FOREIGNKEY", 1]);
    expect(durable()).toBe(2);
  });
});
