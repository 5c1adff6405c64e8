import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openSqliteStorage, type SqliteStorage } from "./index.ts";

const expiresAt = new Date("2030-01-01T00:00:00.000Z");
const deadline = { timeout: 4000, interval: 5 };

let directory = "";
let path = "";
let storage: SqliteStorage;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-damage-"));
  path = join(directory, "db.sqlite");
  storage = openSqliteStorage({ path, synchronous: "normal" });
  const adding = Array.from({ length: 500 }, (_, i) =>
    storage.add(`key ${i}`, { value: Buffer.alloc(200, `${i} `), expiresAt }),
  );
  await Promise.all(adding);
});
afterEach(() => {
  storage.close();
  rmSync(directory, { recursive: true });
});

/** Changes bytes of the file that is there, as another program would. */
function overwrite(position: number, bytes: Uint8Array) {
  const descriptor = openSync(path, "r+");
  writeSync(descriptor, bytes, 0, bytes.length, position);
  closeSync(descriptor);
}

const error = (code: "moved" | "damaged") =>
  expect.objectContaining({ name: "StorageError", code, message: expect.stringMatching(/db\.sqlite.*server/) });

async function expectRefused(code: "moved" | "damaged") {
  await vi.waitFor(() => expect(() => storage.get("key 1")).toThrow(error(code)), deadline);
  expect(() => storage.foreignVersion()).toThrow(error(code));
  expect(() => storage.deleteExpired(expiresAt, 1)).toThrow(error(code));
  await expect(storage.update("key 1", { value: Uint8Array.of(1), expiresAt }, 0)).rejects.toEqual(error(code));
  await expect(storage.outbox.add({ topic: "notice", payload: "", now: new Date() })).rejects.toEqual(error(code));
}

describe("D1: nothing is read from the database or written to it any more", () => {
  it.each(["", "-wal", "-shm"])("after its file db.sqlite%s was deleted", async (suffix) => {
    rmSync(path + suffix);
    await expectRefused("moved");
  });

  it("after all its files were deleted", async () => {
    for (const suffix of ["", "-wal", "-shm"]) rmSync(path + suffix);
    await expectRefused("moved");
  });

  it("after another file was put in its place", async () => {
    copyFileSync(path, `${path}.backup`);
    renameSync(`${path}.backup`, path);
    const before = readFileSync(path);
    await expectRefused("moved");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("after another program wrote over it, although all of it is in memory", async () => {
    overwrite(0, Buffer.alloc(statSync(path).size, "x"));
    await expectRefused("damaged");
  });

  it("after another program emptied it", async () => {
    truncateSync(path, 0);
    await expectRefused("damaged");
  });

  it("after an older copy was written over it", async () => {
    const older = Buffer.from(readFileSync(path));
    older.writeUInt32BE(0, 24); // the change counter
    overwrite(0, older);
    await expectRefused("damaged");
  });
});

describe("a database whose files were moved away", () => {
  it("goes on once they are back", async () => {
    renameSync(path, `${path}.away`);
    await expectRefused("moved");
    renameSync(`${path}.away`, path);
    expect(storage.get("key 1")?.counter).toBe(0);
    expect(await storage.update("key 1", { value: Uint8Array.of(1), expiresAt }, 0)).toBe(true);
  });
});

describe("a damaged page", () => {
  it("D1: is an error when it is met; from then on everything is, and nothing is written", async () => {
    storage.close();
    const position = readFileSync(path).indexOf("250 250 250"); // in a value: a page with some twenty entries
    storage = openSqliteStorage({ path });
    const pageStart = position - (position % 4096);
    overwrite(pageStart, Buffer.alloc(4096, 0xa5));
    const damaged = readFileSync(path);

    const answers = Array.from({ length: 500 }, (_, i) => {
      try {
        return storage.get(`key ${i}`)?.value.toString() ?? "missing";
      } catch (thrown) {
        expect(thrown).toEqual(error("damaged"));
        return "damaged";
      }
    });
    const firstDamaged = answers.indexOf("damaged");
    expect(firstDamaged).toBeGreaterThan(200);
    expect(answers.slice(firstDamaged).every((answer) => answer === "damaged")).toBe(true); // those after it, too
    answers.slice(0, firstDamaged).forEach((answer, i) => {
      expect(answer).toBe(Buffer.alloc(200, `${i} `).toString());
    });
    await expect(storage.add("new", { value: Uint8Array.of(1), expiresAt })).rejects.toEqual(error("damaged"));
    expect(readFileSync(path).equals(damaged)).toBe(true);
  });
});
