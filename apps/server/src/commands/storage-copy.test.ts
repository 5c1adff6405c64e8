import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStorage } from "@tiauth/storage/sqlite";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { type StorageCopyFlags, storageCopy } from "./storage-copy.ts";

let directory = "";
let [from, to] = ["", ""];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "tiauth-copy-"));
  [from, to] = [join(directory, "from.sqlite"), join(directory, "to.sqlite")];
  onTestFinished(() => rmSync(directory, { recursive: true }));
});

interface Run {
  readonly from?: string;
  readonly to?: string;
  readonly flags?: StorageCopyFlags;
  readonly environment?: Readonly<Record<string, string>>;
}

async function run({ flags = {}, environment = {}, ...given }: Run = {}) {
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const terminal = { environment, out: write, err: write };
  const exitCode = await storageCopy({ from: `sqlite:${from}`, to: `sqlite:${to}`, ...given }, flags, terminal);
  return { exitCode, lines, text: lines.join("\n") };
}

const expiresAt = new Date(Date.now() + 3_600_000);

async function fill(path: string, keys: readonly string[]) {
  const storage = openSqliteStorage({ path });
  for (const key of keys) await storage.add(key, { value: Buffer.from(key), expiresAt });
  await storage.outbox.add({ topic: "notice", payload: "mail", now: new Date() });
  storage.close();
}

function contentsOf(path: string) {
  const storage = openSqliteStorage({ path });
  const { entries } = storage.list(undefined, 100);
  const notices = storage.outbox.count("notice");
  storage.close();
  return { keys: entries.map(({ key }) => key), notices };
}

test("what is there is copied, what waits to be sent is moved, and both are counted", async () => {
  await fill(from, ["a", "b", "c"]);
  const { exitCode, lines } = await run();
  expect(lines).toEqual([
    `from    ${from}`,
    `to      ${to}`,
    "copying 100 %, 3 of 3",
    "comparing  50 %, 3 of 6",
    "comparing 100 %, 6 of 6",
    "ok      3 entries are there, 3 of them new; 1 that wait to be sent were moved",
  ]);
  expect(exitCode).toBe(0);
  expect(contentsOf(to)).toEqual({ keys: ["a", "b", "c"], notices: 1 });
  expect(contentsOf(from)).toEqual({ keys: ["a", "b", "c"], notices: 0 });
});

test("a target that has something else is refused, and emptied if that is asked for", async () => {
  await fill(from, ["a", "b"]);
  await fill(to, ["signed out since"]);
  const refused = await run();
  expect(refused.exitCode).toBe(2);
  expect(refused.text).toMatch(/refused 1 entries are not the same.*--replace/);
  expect(contentsOf(from).notices).toBe(1);
  const { exitCode } = await run({ flags: { replace: true } });
  expect(exitCode).toBe(0);
  expect(contentsOf(to)).toEqual({ keys: ["a", "b"], notices: 2 });
});

test("a variable is read from the environment or the env file, and its password shown nowhere", async () => {
  await fill(from, ["a"]);
  const envFile = join(directory, "a.env");
  writeFileSync(envFile, `TO_URL=sqlite:${to}\n`);
  expect(
    await run({ from: "FROM_URL", to: "TO_URL", environment: { FROM_URL: `sqlite:${from}` }, flags: { envFile } }),
  ).toMatchObject({ exitCode: 0 });
  expect(contentsOf(to).keys).toEqual(["a"]);
  const environment = { TO_URL: "postgres://me:hunter2@db.invalid/auth?sslpassword=hunter2" };
  const { exitCode, text } = await run({ to: "TO_URL", environment });
  expect(exitCode).toBe(2);
  expect(text).toContain("to      postgres://db.invalid/auth");
  expect(text).toContain("failed  ");
  expect(text).not.toContain("hunter2");
});

test.each([
  [{ to: "TO_URL" }, "TO names the variable TO_URL, which is not set"],
  [{ to: "postgres://me:hunter2@db/auth" }, "TO must not hold a password"],
  [{ to: "hunter2.sqlite" }, "TO must be memory:, sqlite:PATH"],
  [{ from: "memory:" }, "FROM must not be in memory"],
  [{ to: "sqlite::memory:" }, "TO must not be in memory"],
  [{ from: "sqlite:same", to: "sqlite:same" }, "TO must be another storage than FROM"],
  [{ flags: { envFile: "/nowhere/a.env" } }, "--env-file /nowhere/a.env is not there"],
] as const)("nonsense is refused before anything is opened: %o", async (given, expected) => {
  const { exitCode, lines, text } = await run(given);
  expect(exitCode).toBe(2);
  expect(lines[0]).toBe("tiauth: 1 mistake in the command line:");
  expect(text).toContain(expected);
  expect(text).not.toContain("hunter2");
});

test("one file under two names is one storage, and stays as it is", async () => {
  await fill(from, ["a"]);
  const folder = join(directory, "other name");
  symlinkSync(directory, folder);
  const { exitCode, text } = await run({ to: `sqlite:${join(folder, "from.sqlite")}`, flags: { replace: true } });
  expect(exitCode).toBe(2);
  expect(text).toContain("FROM and TO are the same storage");
  expect(contentsOf(from)).toEqual({ keys: ["a"], notices: 1 });
});

test("a source that is not there is not made", async () => {
  const { exitCode, text } = await run();
  expect(exitCode).toBe(2);
  expect(text).toContain(`There is no database at ${from}.`);
  expect([existsSync(from), existsSync(to)]).toEqual([false, false]);
});
