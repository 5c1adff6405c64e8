import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { makeDurable } from "./durability.ts";

describe("makeDurable", () => {
  it("D1: synchronisation is read back, and what is not what was asked for is refused", () => {
    const deaf = {
      memory: false,
      pragma: (source: string) => (source.startsWith("journal_mode") ? "wal" : 1),
    };
    expect(() => makeDurable(deaf, { path: "db.sqlite", synchronous: "full" })).toThrow(
      expect.objectContaining({
        name: "StorageError",
        code: "not_durable",
        message: expect.stringContaining("db.sqlite"),
      }),
    );
    expect(() => makeDurable(deaf, { path: "db.sqlite", synchronous: "normal" })).not.toThrow();
  });

  it("D1: a database that cannot keep a write-ahead log is refused", () => {
    const temporary = new Database("");
    expect(() => makeDurable(temporary, { path: "", synchronous: "full" })).toThrow(
      expect.objectContaining({ code: "not_durable", message: expect.stringContaining("journal_mode is delete") }),
    );
    temporary.close();
  });

  it("waits while another process turns on the log of the same new file", () => {
    let refusals = 2;
    const contended = {
      memory: false,
      pragma(source: string) {
        if (source === "synchronous") return 2;
        if (refusals-- > 0) throw new Database.SqliteError("database is locked", "SQLITE_BUSY");
        return "wal";
      },
    };
    expect(() => makeDurable(contended, { path: "db.sqlite", synchronous: "full" })).not.toThrow();
  });
});
