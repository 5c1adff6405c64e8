import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteStorage } from "@tiauth/storage/sqlite";
import { beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { sweepExpired } from "../commands/starting.ts";
import { release } from "../commands/stop.ts";
import { compose } from "../compose.ts";
import { createLogs } from "../logs/logs.ts";
import { readSettings } from "../settings/read.ts";

const logs = createLogs({ level: "silent", destination: { write: () => undefined } });
const expiredAt = new Date(Date.now() - 3_600_000);
let [records, limits] = ["", ""];
beforeEach(() => {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-two-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  [records, limits] = [join(directory, "records.sqlite"), join(directory, "limits.sqlite")];
});

function composeWithTwo() {
  const environment = { TIAUTH_DB_PATH: records, TIAUTH_RATE_LIMIT_STORAGE_URL: `sqlite:${limits}` };
  const read = readSettings({ flags: [], envFile: {}, environment });
  if ("mistakes" in read) throw new Error(JSON.stringify(read.mistakes));
  return compose(read.settings, { logs, isSmtpKeptAlive: false });
}

function keysIn(path: string) {
  const storage = openSqliteStorage({ path });
  const { entries } = storage.list(undefined, 100);
  storage.close();
  return entries.map(({ key }) => key.split(".")[0]);
}

test("limits and nothing else are kept in the storage of the limits", async () => {
  const parts = await composeWithTwo();
  const body = { action: "create_signup", arguments: { email_address: "ada@example.com" } };
  await parts.invoke(JSON.stringify(body), { clientAddress: "203.0.113.7" });
  await release(parts);
  expect(keysIn(limits)).toContain("limit");
  expect(new Set(keysIn(limits))).toEqual(new Set(["limit"]));
  expect(keysIn(records)).not.toContain("limit");
});

test("both are swept and both are closed", async () => {
  const parts = await composeWithTwo();
  for (const { add } of parts.storages) await add("expired", { value: new Uint8Array(1), expiresAt: expiredAt });
  const sweep = sweepExpired(parts, { logs });
  await vi.waitFor(async () => {
    for (const { get } of parts.storages) expect(await get("expired")).toBeUndefined();
  });
  sweep.stop();
  await release(parts);
  for (const { get } of parts.storages) expect(() => get("a")).toThrow("not open");
});

test("if the second cannot be opened the first is closed", async () => {
  writeFileSync(limits, "no database ".repeat(100));
  await expect(composeWithTwo()).rejects.toMatchObject({ name: "StorageError", code: "damaged" });
  expect([existsSync(records), existsSync(`${records}-wal`)]).toEqual([true, false]); // the log goes when it is closed
});
