import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { userStoreFrom } from "../index.ts";
import { openSqliteUserStore } from "./index.ts";
import { openDatabase } from "./open.ts";

const newUser = {
  emailAddress: "ann@example.com",
  passwordHash: Uint8Array.of(1),
  passwordHashAlgorithmId: "x",
  passwordSalt: Uint8Array.of(2),
};

describe("the SQLite file", () => {
  let directory: string;
  let path: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "user-store-"));
    path = join(directory, "users.sqlite");
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it("S1: is created for its owner alone, and so are the files beside it", async () => {
    const store = openSqliteUserStore({ path });
    await userStoreFrom(store.handlers).createUser(newUser);

    for (const suffix of ["", "-wal", "-shm"]) expect(statSync(path + suffix).mode & 0o777).toBe(0o600);
    store.close();
  });

  it("has no user left once it was cleared, and takes new ones", async () => {
    const store = openSqliteUserStore({ path });
    const users = userStoreFrom(store.handlers);
    await users.createUser(newUser);

    store.clear();
    expect(await users.getUserByEmailAddress(newUser)).toMatchObject({ errorCode: "user_not_found" });
    expect(await users.createUser(newUser)).toMatchObject({ ok: true });
    store.close();
  });

  it("keeps what was answered when it is opened again", async () => {
    const first = openSqliteUserStore({ path });
    const created = await userStoreFrom(first.handlers).createUser(newUser);
    first.close();

    const second = openSqliteUserStore({ path });
    const found = await userStoreFrom(second.handlers).getUserByEmailAddress({ emailAddress: "ann@example.com" });
    second.close();
    expect(found).toMatchObject({ ok: true, user: created.ok && created.user });
  });

  it("is in WAL mode, with every commit synced to disk", () => {
    const { $client } = openDatabase(path);

    expect($client.pragma("journal_mode", { simple: true })).toBe("wal");
    expect($client.pragma("synchronous", { simple: true })).toBe(2);
    $client.close();
  });

  it("takes only values of the declared type", () => {
    const { $client } = openDatabase(path);
    const insert = $client.prepare(
      "insert into users (id, email_address, password_hash, password_hash_algorithm_id, password_salt) values ('x', 'x', ?, 'x', x'00')",
    );

    expect(() => insert.run("text")).toThrow("cannot store TEXT value in BLOB column");
    $client.close();
  });

  it("is left as it is if it is no database", () => {
    writeFileSync(path, "a letter to somebody".repeat(100));

    expect(() => openSqliteUserStore({ path })).toThrow("file is not a database");
    expect(readFileSync(path, "utf8")).toBe("a letter to somebody".repeat(100));
  });

  it("can be left out", async () => {
    const store = openSqliteUserStore({ path: ":memory:" });

    expect(await userStoreFrom(store.handlers).createUser(newUser)).toMatchObject({ ok: true });
    store.close();
  });
});
