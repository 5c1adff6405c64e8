import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { untilFree } from "./busy.ts";

/** Is busy so often, then has it. */
function busyFor(times: number, code = "SQLITE_BUSY") {
  let tries = 0;
  const work = () => {
    if (tries++ < times) throw new Database.SqliteError("database is locked", code);
    return "had";
  };
  return { work, tries: () => tries };
}

describe("untilFree", () => {
  it.each(["SQLITE_BUSY", "SQLITE_BUSY_RECOVERY", "SQLITE_LOCKED"])("tries again while it is %s", (code) => {
    const { work, tries } = busyFor(20, code);
    expect(untilFree(work, 60_000)).toBe("had");
    expect(tries()).toBe(21);
  });

  it("tries but once if it may not wait, and gives the reason when the time is up", () => {
    const { work, tries } = busyFor(Number.POSITIVE_INFINITY);
    expect(() => untilFree(work, 0)).toThrow("database is locked");
    expect(tries()).toBe(1);
    expect(() => untilFree(work, 20)).toThrow("database is locked");
    expect(tries()).toBeGreaterThan(2);
  });

  it("does not wait for what time does not heal", () => {
    const { work, tries } = busyFor(1, "SQLITE_CORRUPT");
    expect(() => untilFree(work, 60_000)).toThrow();
    expect(tries()).toBe(1);
  });
});
