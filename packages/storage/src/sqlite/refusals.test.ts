import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openSqliteStorage } from "./index.ts";
import { knownSchemaVersion } from "./migrations.ts";

let directory = "";
let path = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-storage-"));
  path = join(directory, "db.sqlite");
});
afterEach(() => rmSync(directory, { recursive: true }));

/** What a process that was killed leaves: most entries in the file, the last ones only in its log. */
async function leaveDatabase() {
  const original = join(directory, "original.sqlite");
  (await fill(original, { from: 0, to: 500 })).close();
  const running = await fill(original, { from: 500, to: 510 });
  copyFileSync(original, path);
  copyFileSync(`${original}-wal`, `${path}-wal`);
  running.close();
  rmSync(original);
}

async function fill(file: string, { from, to }: { from: number; to: number }) {
  const storage = openSqliteStorage({ path: file, synchronous: "normal" });
  const expiresAt = new Date("2030-01-01T00:00:00.000Z");
  for (let i = from; i < to; i++) await storage.add(`key ${i}`, { value: new Uint8Array(200).fill(i), expiresAt });
  return storage;
}

function overwrite(position: number, bytes: Uint8Array) {
  const content = readFileSync(path);
  content.set(bytes, position);
  writeFileSync(path, content);
}

/** Of the file and, if there is one, its log. Looking at them may leave an empty log and an index beside the file. */
const contents = () =>
  [path, `${path}-wal`]
    .map((file) => (existsSync(file) ? readFileSync(file) : Buffer.of()))
    .map((bytes) => createHash("sha256").update(bytes).digest("hex"));

function expectRefused(error: { code: string; message: string }) {
  const before = contents();
  expect(() => openSqliteStorage({ path })).toThrow(
    expect.objectContaining({
      name: "StorageError",
      code: error.code,
      message: expect.stringContaining(error.message),
    }),
  );
  expect(contents()).toEqual(before);
}

const damages: Readonly<Record<string, () => Promise<void> | void>> = {
  "a few words": () => writeFileSync(path, "Hello."),
  "a long text": () => writeFileSync(path, "This is not a database.\n".repeat(1000)),
  "a database whose header is overwritten": async () => {
    (await fill(path, { from: 0, to: 500 })).close();
    overwrite(0, new Uint8Array(100).fill(0xa5));
  },
  "a database that was cut off": async () => {
    await leaveDatabase();
    truncateSync(path, 40_000);
  },
  "a database with a page of rubbish in the middle": async () => {
    await leaveDatabase();
    overwrite(8 * 4096, new Uint8Array(4096).fill(0xa5));
  },
};

describe("openSqliteStorage refuses what it cannot use", () => {
  for (const [title, damage] of Object.entries(damages)) {
    it(`D1: ${title} is reported as damaged, with what to do, and left untouched`, async () => {
      await damage();
      expectRefused({ code: "damaged", message: "move it away together with its -wal and -shm files" });
      expectRefused({ code: "damaged", message: path });
    });
  }

  it("opens what a killed process left if it is not damaged, with what only the log holds", async () => {
    await leaveDatabase();
    const storage = openSqliteStorage({ path });
    expect(storage.get("key 0")).toBeDefined();
    expect(storage.get("key 509")).toBeDefined();
    storage.close();
  });

  it("D1: a database with a newer schema is refused and left untouched", async () => {
    await leaveDatabase();
    const later = new Database(path);
    later.pragma(`user_version = ${knownSchemaVersion + 1}`);
    later.close();
    expectRefused({ code: "newer_schema", message: `a later version (schema ${knownSchemaVersion + 1})` });
  });

  it("a database of something else is refused and left untouched", () => {
    const other = new Database(path);
    other.exec("CREATE TABLE users (id TEXT); INSERT INTO users VALUES ('one')");
    other.close();
    expectRefused({ code: "foreign", message: "the database of something else" });
  });

  it("a missing directory is reported and not created", () => {
    path = join(directory, "missing", "db.sqlite");
    expectRefused({ code: "unavailable", message: "Check that its directory exists" });
    expect(readdirSync(directory)).toEqual([]);
  });

  it("a directory in the file's place is reported", () => {
    path = join(directory, "folder");
    mkdirSync(path);
    expect(() => openSqliteStorage({ path })).toThrow(expect.objectContaining({ code: "unavailable" }));
  });

  it("an empty path is reported instead of keeping the entries in a temporary file", () => {
    expect(() => openSqliteStorage({ path: "" })).toThrow(expect.objectContaining({ code: "unavailable" }));
  });
});
