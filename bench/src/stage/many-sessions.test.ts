import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fillWithCopies } from "./many-sessions.ts";

let directory = "";
let path = "";
const [ann, bob] = ["a".repeat(24), "b".repeat(24)];

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-sessions-"));
  path = join(directory, "db.sqlite");
  const client = new Database(path);
  client.exec("create table entries (key text primary key, value blob, counter integer, expires_at integer) strict");
  const insert = client.prepare("insert into entries values (?, ?, 3, 4000)");
  insert.run(`session.${ann}`, Buffer.from("Ann's"));
  insert.run(`session.${bob}`, Buffer.from("Bob's"));
  client.close();
});
afterAll(() => rmSync(directory, { recursive: true }));

it("copies what was stored, under ids of their own, to be opened with the secrets of the originals", () => {
  const sample = fillWithCopies(path, [`${ann}.anns-secret`, `${bob}.bobs-secret`], 1000);
  const client = new Database(path, { readonly: true });
  const rows = client.prepare<[], { value: Buffer; count: number }>(
    "select value, count(distinct key) as count, min(expires_at) as expiresAt from entries group by value order by value",
  );
  expect(rows.all()).toEqual([
    { value: Buffer.from("Ann's"), count: 500, expiresAt: 4000 },
    { value: Buffer.from("Bob's"), count: 500, expiresAt: 4000 },
  ]);

  const find = client.prepare<[string], { value: Buffer }>("select value from entries where key = ?");
  expect(sample).toHaveLength(998);
  for (const { sessionToken } of sample) {
    const [id = "", secret = ""] = sessionToken.split(".");
    expect(`${find.get(`session.${id}`)?.value.toString().toLowerCase()}`).toBe(`${secret.slice(0, 3)}'s`);
  }
  client.close();
});

it("refuses a file in which those sessions are not", () => {
  expect(() => fillWithCopies(path, [`${"c".repeat(24)}.secret`], 2000)).toThrow("other keys");
});
