import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, it, onTestFinished } from "vitest";
import { openSqliteStorage } from "../sqlite/index.ts";
import { applicationId } from "../sqlite/migrations.ts";

const now = new Date("2029-01-01T00:00:00.000Z");

function freshPath() {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-outbox-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return join(directory, "db.sqlite");
}

it("a file from before there was an outbox keeps its entries and gets one", async () => {
  const path = freshPath();
  const old = new Database(path);
  old.exec(readFileSync(new URL("../../migrations/0000_entries.sql", import.meta.url), "utf8"));
  old.exec("INSERT INTO entries VALUES ('a', x'01', 7, 0)");
  old.pragma("user_version = 1");
  old.pragma(`application_id = ${applicationId}`);
  old.close();

  const storage = openSqliteStorage({ path });
  expect(storage.get("a")).toEqual({ value: Buffer.of(1), counter: 7 });
  await storage.outbox.add({ topic: "a", payload: "first", now });
  expect(storage.outbox.count("a")).toBe(1);
  storage.close();
});

it("what was added is in the file and its log before anything is closed", async () => {
  const path = freshPath();
  const storage = openSqliteStorage({ path });
  await storage.outbox.add({ topic: "a", payload: "first", now });
  const other = new Database(path, { readonly: true });
  expect(other.prepare("SELECT payload, copies, owner FROM outbox").all()).toEqual([
    { payload: "first", copies: 0, owner: null },
  ]);
  other.close();
  storage.close();
});

it("looking for items in vain takes no lock", () => {
  const path = freshPath();
  const storage = openSqliteStorage({ path });
  const blocker = new Database(path);
  blocker.exec("BEGIN IMMEDIATE");
  expect(storage.outbox.take({ topic: "a", owner: "one", now, limit: 4 })).toEqual([]);
  blocker.exec("ROLLBACK");
  blocker.close();
  storage.close();
});

it("takes along an index, however many items are not due", () => {
  const path = freshPath();
  openSqliteStorage({ path }).close();
  const database = new Database(path, { readonly: true });
  const where = "FROM outbox WHERE topic = 'a' AND due_at";
  for (const search of [`SELECT id ${where} <= 1 ORDER BY due_at, id LIMIT 4`, `SELECT id ${where} > 1 LIMIT 4`]) {
    const plan = database.prepare<[], { readonly detail: string }>(`EXPLAIN QUERY PLAN ${search}`).all();
    expect(plan.map(({ detail }) => detail)).toEqual([expect.stringMatching(/USING (COVERING )?INDEX outbox_due_at/)]);
  }
  database.close();
});
