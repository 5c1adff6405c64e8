import { copyFileSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "./database.ts";
import { knownSchemaVersion, migrate } from "./migrations.ts";

let directory = "";
let path = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-storage-"));
  path = join(directory, "db.sqlite");
});
afterEach(() => rmSync(directory, { recursive: true }));

const pragma = (database: Database.Database, name: string) => database.pragma(name, { simple: true });

describe("openDatabase", () => {
  it("D1: turns on the write-ahead log, full synchronisation and a busy timeout of 100 ms", () => {
    const database = openDatabase({ path });
    expect(pragma(database, "journal_mode")).toBe("wal");
    expect(pragma(database, "synchronous")).toBe(2);
    expect(pragma(database, "busy_timeout")).toBe(100);
    database.close();
  });

  it("D1: synchronisation is full again after the file was opened without saying so", () => {
    openDatabase({ path }).close();
    const careless = new Database(path);
    careless.exec("DELETE FROM entries");
    expect(pragma(careless, "synchronous")).toBe(1);
    careless.close();

    const database = openDatabase({ path });
    expect(pragma(database, "synchronous")).toBe(2);
    database.close();
  });

  it("D5: writes the log back to the file a little at a time", () => {
    const database = openDatabase({ path });
    expect(pragma(database, "wal_autocheckpoint")).toBe(100);
    database.close();
  });

  it("lowers synchronisation to normal if it is told to", () => {
    const database = openDatabase({ path, synchronous: "normal" });
    expect(pragma(database, "synchronous")).toBe(1);
    database.close();
  });

  it("D1: the table is strict and its expiry is indexed", () => {
    const database = openDatabase({ path });
    const add = database.prepare("INSERT INTO entries (key, value, counter, expires_at) VALUES (?, ?, ?, ?)");
    expect(() => add.run("a", Buffer.of(1), "not a number", 0)).toThrow("cannot store TEXT value in INTEGER column");
    expect(() => add.run("a", "not bytes", 0, 0)).toThrow("cannot store TEXT value in BLOB column");
    const plan = database.prepare("EXPLAIN QUERY PLAN SELECT key FROM entries WHERE expires_at < 0 LIMIT 9").all();
    expect(plan).toEqual([expect.objectContaining({ detail: expect.stringContaining("INDEX entries_expires_at") })]);
    database.close();
  });

  it("D1: notes the version of its schema and keeps it over a restart", () => {
    openDatabase({ path }).close();
    const database = openDatabase({ path });
    expect(pragma(database, "user_version")).toBe(knownSchemaVersion);
    expect(knownSchemaVersion).toBeGreaterThan(0);
    database.close();
  });

  it("D1: what a later version has written just after it was looked at is refused, and its version left as it is", () => {
    const database = new Database(path);
    database.pragma(`user_version = ${knownSchemaVersion + 1}`);
    expect(() => migrate(database)).toThrow("a later version");
    expect(pragma(database, "user_version")).toBe(knownSchemaVersion + 1);
    database.close();
  });

  it("S1: the database, its log and its index are created 0600 even under a loose umask", () => {
    const umask = process.umask(0);
    try {
      const database = openDatabase({ path });
      expect(readdirSync(directory).sort()).toEqual(["db.sqlite", "db.sqlite-shm", "db.sqlite-wal"]);
      for (const file of readdirSync(directory)) expect(statSync(join(directory, file)).mode & 0o777).toBe(0o600);
      database.close();
    } finally {
      process.umask(umask);
    }
  });

  it("S1: blanks around the path do not lead to a second file with a looser mode", () => {
    const umask = process.umask(0);
    try {
      openDatabase({ path: `${path} ` }).close();
      expect(readdirSync(directory)).toEqual(["db.sqlite"]);
      expect(statSync(path).mode & 0o777).toBe(0o600);
    } finally {
      process.umask(umask);
    }
  });

  it("keeps a database in memory if it is told to, and no file", () => {
    const database = openDatabase({ path: ":memory:" });
    expect(pragma(database, "user_version")).toBe(knownSchemaVersion);
    expect(readdirSync(directory)).toEqual([]);
    database.close();
  });

  it("takes up again what a process that was killed while creating the file left behind", () => {
    const other = join(directory, "other.sqlite");
    const creating = new Database(other);
    creating.pragma("cache_size = 1");
    creating.exec("BEGIN; CREATE TABLE half (done BLOB)");
    for (let i = 0; i < 100; i++) creating.prepare("INSERT INTO half VALUES (randomblob(4000))").run();
    copyFileSync(other, path);
    copyFileSync(`${other}-journal`, `${path}-journal`);
    creating.close();
    expect(statSync(path).size).toBeGreaterThan(0);

    const database = openDatabase({ path });
    expect(database.prepare("SELECT count(*) AS count FROM entries").get()).toEqual({ count: 0 });
    database.close();
  });
});
