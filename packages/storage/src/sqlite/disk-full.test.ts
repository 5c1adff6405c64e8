import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createAccess } from "./access.ts";
import { openDatabase } from "./database.ts";
import { openSqliteStorage } from "./index.ts";

let directory = "";
let path = "";
let database: Database.Database;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-full-"));
  path = join(directory, "db.sqlite");
  database = openDatabase({ path });
});
afterEach(() => {
  database.close();
  rmSync(directory, { recursive: true });
});

const page = Buffer.alloc(3000);
const add = (key: string) => () =>
  database.prepare("INSERT INTO entries (key, value, counter, expires_at) VALUES (?, ?, 0, 0)").run(key, page);
const count = () => database.prepare("SELECT count(*) FROM entries").pluck().get();
/** To SQLite a database that may not grow is a full disk. */
const fillDisk = () => database.pragma(`max_page_count = ${database.pragma("page_count", { simple: true })}`);
const emptyDisk = () => database.pragma("max_page_count = 1000000");

it("D3: a write for which there is no room is an error that says so, and leaves nothing behind", () => {
  const { read, write, close } = createAccess(database, path);
  write(add("before"));
  fillDisk();
  expect(() => write(add("refused"))).toThrow(
    expect.objectContaining({
      name: "StorageError",
      code: "disk_full",
      message: expect.stringMatching(/The disk of .*db\.sqlite is full: nothing was written, reads go on\. Make room/),
    }),
  );
  expect(database.inTransaction).toBe(false);
  expect(read(count)).toBe(1);
  emptyDisk();
  write(add("after"));
  expect(read(count)).toBe(2);
  close();
});

it("D3: of a transaction that does not fit nothing is left, and the next one begins anew", () => {
  const { read, write, close } = createAccess(database, path);
  const addMany = database.transaction(() => {
    for (let i = 0; i < 100; i++) add(`key ${i}`)();
  });
  fillDisk();
  expect(() => write(() => addMany.immediate())).toThrow(expect.objectContaining({ code: "disk_full" }));
  expect(database.inTransaction).toBe(false);
  expect(read(count)).toBe(0);
  emptyDisk();
  write(() => addMany.immediate());
  expect(read(count)).toBe(100);
  close();
});

it("D3: what is on the disk afterwards is what was answered", () => {
  const { write, close } = createAccess(database, path);
  write(add("answered"));
  fillDisk();
  expect(() => write(add("refused"))).toThrow(expect.objectContaining({ code: "disk_full" }));
  const copy = join(directory, "copy.sqlite");
  copyFileSync(path, copy);
  copyFileSync(`${path}-wal`, `${copy}-wal`);
  const copied = openSqliteStorage({ path: copy });
  expect(copied.get("answered")?.counter).toBe(0);
  expect(copied.get("refused")).toBeUndefined();
  copied.close();
  close();
});
