import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startWorld, succeeded } from "../harness/index.ts";

let directory: string;
let path: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-database-"));
  return () => rmSync(directory, { recursive: true });
});
beforeEach(() => {
  path = join(mkdtempSync(join(directory, "test-")), "db.sqlite");
});

const start = () => startWorld({ env: { TIAUTH_DB_PATH: path } });
/** A database that a server used, and left cleanly. */
let used: Buffer;
beforeAll(async () => {
  path = join(directory, "used.sqlite");
  const world = await start();
  await succeeded(world.client.createSignup({ emailAddress: world.freshAddress() }));
  await world.close();
  used = readFileSync(path);
});
/** Why the server does not start; fails if it does. */
const refusal = async () => {
  const error = await start().then(
    (world) => world.close(),
    (error: unknown) => error,
  );
  return error instanceof Error ? error.message : "it started";
};

describe("D1: the server does not start", () => {
  it("with a file that is no database, and leaves it as it was", async () => {
    writeFileSync(path, "my holiday plans\n".repeat(500));
    const before = readFileSync(path);
    const message = await refusal();
    expect(message).toContain("exit code 2");
    expect(message).toContain(`${path} is damaged or not a database`);
    expect(message).toContain("left untouched");
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dirname(path))).toEqual(["db.sqlite"]);
  });

  it("with a database that was damaged, and leaves it as it was", async () => {
    const bytes = Buffer.from(used);
    bytes.fill(0xa5, 4096 + 8, 4096 + 600); // the second page: its header, and where its cells are
    writeFileSync(path, bytes);
    const message = await refusal();
    expect(message).toMatch(
      /exit code 2:.*is damaged or not a database .*move it away together with its -wal and -shm files/s,
    );
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it("with a database of a later version, and leaves it as it was", async () => {
    writeFileSync(path, used);
    const database = new Database(path);
    database.pragma("user_version = 99");
    database.close();
    const before = readFileSync(path);
    expect(await refusal()).toMatch(/exit code 2:.*written by a later version \(schema 99\).*left untouched/s);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("with the database of something else, and leaves it as it was", async () => {
    const database = new Database(path);
    database.exec("CREATE TABLE entries (holiday TEXT)");
    database.close();
    const before = readFileSync(path);
    expect(await refusal()).toMatch(/exit code 2:.*is the database of something else/s);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it("where there is no directory for the file, and says so", async () => {
    path = join(directory, "missing", "db.sqlite");
    expect(await refusal()).toMatch(/exit code 2:.*Check that its directory exists/s);
  });
});

describe("D1: the server starts again", () => {
  it("with what it was told before, also if it was killed", async () => {
    const first = await start();
    const { sessionToken } = await first.signUp();
    const { signupToken } = await succeeded(first.client.createSignup({ emailAddress: first.freshAddress() }));
    await first.tiauth.kill();

    const env = { TIAUTH_DB_PATH: path, TIAUTH_USER_SERVER_URL: first.userServer.url };
    const second = await startWorld({ env });
    await succeeded(second.client.getSession({ sessionToken }));
    await succeeded(second.client.getSignup({ signupToken }));
    await second.close();
    await first.close();
  });
});
