import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkSqliteStorage, openSqliteStorage } from "./index.ts";

let directory = "";
let path = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-check-"));
  path = join(directory, "db.sqlite");
});
afterEach(() => rmSync(directory, { recursive: true }));

describe("checkSqliteStorage", () => {
  it("says that a database will be created, and does not create it", () => {
    expect(checkSqliteStorage({ path })).toBe("will_be_created");
    expect(checkSqliteStorage({ path: ":memory:" })).toBe("will_be_created");
    expect(readdirSync(directory)).toEqual([]);
  });

  it("says that a database exists, and does not change it", async () => {
    const storage = openSqliteStorage({ path });
    await storage.add("a", { value: Uint8Array.of(1), expiresAt: new Date() });
    storage.close();
    const before = readFileSync(path);
    expect(checkSqliteStorage({ path })).toBe("exists");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("is content with a database that a server has open, and does not disturb it", async () => {
    const storage = openSqliteStorage({ path });
    expect(checkSqliteStorage({ path })).toBe("exists");
    expect(await storage.add("a", { value: Uint8Array.of(1), expiresAt: new Date() })).toBe(true);
    storage.close();
  });

  it("says that an empty file, as an interrupted start leaves it, becomes a database", () => {
    writeFileSync(path, "");
    expect(checkSqliteStorage({ path })).toBe("will_be_created");
  });

  it("refuses what opening refuses, with the same error", () => {
    writeFileSync(path, "my holiday plans\n".repeat(500));
    expect(() => checkSqliteStorage({ path })).toThrow(expect.objectContaining({ code: "damaged" }));
    expect(() => checkSqliteStorage({ path: join(directory, "missing", "db.sqlite") })).toThrow(
      expect.objectContaining({ code: "unavailable", message: expect.stringContaining("its directory exists") }),
    );
  });
});
