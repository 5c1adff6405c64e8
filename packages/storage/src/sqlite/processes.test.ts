import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { openSqliteStorage } from "./index.ts";

/** Another process, which commits again and again, and leaves the lock for a moment as a server does. */
const writer = `
  const Database = require("better-sqlite3");
  const database = new Database(process.argv[1], { timeout: 60_000 });
  database.pragma("synchronous = FULL");
  const begin = database.prepare("BEGIN IMMEDIATE");
  const add = database.prepare("INSERT INTO entries (key, value, counter, expires_at) VALUES (?, zeroblob(200), 0, 0)");
  const commit = database.prepare("COMMIT");
  let count = 0;
  function write() {
    begin.run();
    for (let i = 0; i < 8; i++) add.run(process.pid + "." + count++);
    commit.run();
    if (count === 8) process.stdout.write("writing");
    setTimeout(write, 2);
  }
  write();`;

async function startWriter(path: string) {
  const child = spawn(process.execPath, ["-e", writer, path], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  await once(child.stdout, "data");
  return child;
}

it("three processes that write all the time make no write of a fourth fail", { timeout: 60_000 }, async () => {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-processes-"));
  const path = join(directory, "db.sqlite");
  const storage = openSqliteStorage({ path });
  const before = storage.foreignVersion();
  const writers = await Promise.all([1, 2, 3].map(() => startWriter(path)));
  const entry = { value: Buffer.alloc(200), expiresAt: new Date("2030-01-01T00:00:00.000Z") };

  let answered = 0;
  const client = async (name: string) => {
    for (let i = 0; i < 20; i++) {
      const key = `${name}.${i}`;
      expect(await storage.add(key, entry)).toBe(true);
      expect(await storage.update(key, entry, 0)).toBe(true);
      answered += 2;
      storage.outbox.count("notice");
    }
  };
  await Promise.all(Array.from({ length: 8 }, (_, i) => client(`client ${i}`)));

  expect(answered).toBe(320);
  expect(storage.foreignVersion()).not.toBe(before);
  for (const { exitCode } of writers) expect(exitCode).toBeNull(); // they went on to the end
  storage.close();
  const ended = writers.map((child) => once(child, "exit"));
  for (const child of writers) child.kill("SIGKILL");
  await Promise.all(ended);
  rmSync(directory, { recursive: true });
});
