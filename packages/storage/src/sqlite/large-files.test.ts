import { createHash } from "node:crypto";
import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { checkSqliteStorage, openSqliteStorage } from "./index.ts";

const rows = 30_000;
const value = Buffer.alloc(1000);

let directory = "";
let intact = "";
let path = "";
/** More than is read whole at a start. */
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-large-"));
  intact = join(directory, "intact.sqlite");
  path = join(directory, "db.sqlite");
  openSqliteStorage({ path: intact }).close();
  const database = new Database(intact);
  const addEntry = database.prepare("INSERT INTO entries VALUES (?, zeroblob(1000), 0, ?)");
  const addItem = database.prepare("INSERT INTO outbox VALUES (?, 'a', ?, 0, 0, ?, NULL)");
  const fill = database.transaction(() => {
    for (let i = 0; i < rows; i++) addEntry.run(`key ${i}`, i);
    for (let i = 1; i < 100; i++) addItem.run(i * i, `payload ${i}`, i);
  });
  fill();
  database.close();
});
beforeEach(() => {
  for (const suffix of ["-wal", "-shm"]) rmSync(path + suffix, { force: true });
  copyFileSync(intact, path);
});
afterAll(() => rmSync(directory, { recursive: true }));

function overwrite(position: number, bytes: Uint8Array) {
  const descriptor = openSync(path, "r+");
  writeSync(descriptor, bytes, 0, bytes.length, position);
  closeSync(descriptor);
}

const digest = () => createHash("sha256").update(readFileSync(path)).digest("hex");
const damaged = (reason = "") =>
  expect.objectContaining({
    name: "StorageError",
    code: "damaged",
    message: expect.stringMatching(
      new RegExp(`db.sqlite is damaged.*${reason}.*It was left untouched.*move it away`, "s"),
    ),
  });

/** What an index says is what another, empty one says. */
function emptyIndex(index: string, columns: string) {
  const database = new Database(path);
  database.unsafeMode();
  database.exec(`CREATE TABLE unused (${columns.replaceAll(",", " ANY,")} ANY) STRICT;
    CREATE INDEX empty ON unused (${columns}); PRAGMA writable_schema = ON;
    UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'empty') WHERE name = '${index}'`);
  database.close();
}

const damages: Readonly<Record<string, { readonly cause: () => void; readonly reason?: string }>> = {
  "whose header is overwritten": { cause: () => overwrite(0, new Uint8Array(100).fill(0xa5)) },
  "that was cut off": { cause: () => truncateSync(path, statSync(path).size / 2) },
  "of which half is rubbish": {
    cause: () => overwrite(4096 * 100, new Uint8Array(statSync(path).size / 2).fill(0xa5)),
  },
  "whose keys are not where they are looked for": {
    cause: () => emptyIndex("sqlite_autoindex_entries_1", "key"),
    reason: "a row of entries is missing from sqlite_autoindex_entries_1",
  },
  "whose outbox has lost its index": {
    cause: () => emptyIndex("outbox_due_at", "topic,due_at"),
    reason: "a row of outbox is missing from outbox_due_at",
  },
};

describe("a large database", () => {
  it("is opened, and is not changed by that", () => {
    const before = digest();
    const storage = openSqliteStorage({ path });
    expect(storage.get(`key ${rows - 1}`)?.value).toEqual(value);
    storage.close();
    expect(digest()).toBe(before);
  });

  it("is opened as a killed process left it, although a part of it is in its log only", async () => {
    const running = openSqliteStorage({ path });
    for (let i = 0; i < 200; i++) await running.add(`new ${i}`, { value, expiresAt: new Date(0) });
    const left = join(directory, "left.sqlite");
    for (const suffix of ["", "-wal"]) copyFileSync(path + suffix, left + suffix);
    running.close();
    const storage = openSqliteStorage({ path: left });
    expect(storage.get("new 199")?.value).toEqual(value);
    storage.close();
  });

  for (const [title, { cause, reason }] of Object.entries(damages)) {
    it(`D1: ${title} is reported as damaged at the start, and left untouched`, () => {
      cause();
      const before = digest();
      expect(() => openSqliteStorage({ path })).toThrow(damaged(reason));
      expect(digest()).toBe(before);
    });
  }

  it("D1: is looked at by its edges in every table, however slow the disk is", () => {
    emptyIndex("outbox_due_at", "topic,due_at");
    let elapsed = 0;
    const slow = vi.spyOn(performance, "now").mockImplementation(() => (elapsed += 1000));
    onTestFinished(() => slow.mockRestore());
    expect(() => openSqliteStorage({ path })).toThrow(damaged("a row of outbox is missing from outbox_due_at"));
  });

  it("D1: with one damaged page is reported by a check, which reads all of it, and by whoever meets the page", () => {
    const pages = statSync(path).size / 4096;
    overwrite(4096 * (Math.floor(pages / 2) - 1), new Uint8Array(4096 * 3).fill(0xa5));
    expect(() => checkSqliteStorage({ path })).toThrow(damaged());
    const readAll = () => {
      const storage = openSqliteStorage({ path });
      try {
        for (let i = 0; i < rows; i++)
          if (!value.equals(storage.get(`key ${i}`)?.value ?? value.subarray(1))) expect.fail("a wrong answer");
      } finally {
        storage.close();
      }
    };
    expect(readAll).toThrow(expect.objectContaining({ name: "StorageError", code: "damaged" }));
  });
});
