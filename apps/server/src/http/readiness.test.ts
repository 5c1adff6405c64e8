import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStorage } from "@tiauth/storage/memory";
import { expect, onTestFinished, test, vi } from "vitest";
import { createReadiness, type ReadinessPorts } from "./readiness.ts";

const isUserServerReachable = async () => true;
const directory = () => {
  const path = mkdtempSync(join(tmpdir(), "tiauth-ready-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
};

test("nothing is missing if everything is there, and the probe leaves nothing behind", async () => {
  const entries = new Map();
  const dbPath = join(directory(), "db.sqlite");
  const findMissing = createReadiness({
    storages: [memoryStorage({ entries })],
    dbPaths: [dbPath],
    isUserServerReachable,
  });
  expect(await findMissing()).toEqual([]);
  expect(entries.size).toBe(0);
});

const broken = {
  add() {
    throw new Error("disk full");
  },
  delete: () => false,
};

test("everything that is missing is named", async () => {
  const findMissing = createReadiness({
    storages: [broken, broken],
    dbPaths: ["/nowhere/at/all/db.sqlite"],
    isUserServerReachable: async () => false,
  });
  expect(await findMissing()).toEqual(["storage", "rate_limit_storage", "disk_space", "user_server"]);
});

test("of two storages the one that takes no writes is named", async () => {
  const missingWith = (storages: ReadinessPorts["storages"]) =>
    createReadiness({ storages, dbPaths: [], isUserServerReachable })();
  expect(await missingWith([memoryStorage(), broken])).toEqual(["rate_limit_storage"]);
  expect(await missingWith([broken, memoryStorage()])).toEqual(["storage"]);
});

test("disk space is that of the disk that the file is on, wherever its name stands", async () => {
  const dbPath = join(directory(), "db.sqlite");
  symlinkSync("/proc/self/status", dbPath); // proc has no room at all
  const findMissing = createReadiness({ storages: [memoryStorage()], dbPaths: [dbPath], isUserServerReachable });
  expect(await findMissing()).toEqual(["disk_space"]);
});

test("however many ask at once, the user server is asked once, and again a second later", async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const asked = vi.fn(isUserServerReachable);
  const findMissing = createReadiness({ storages: [memoryStorage()], dbPaths: [], isUserServerReachable: asked });
  await Promise.all(Array.from({ length: 100 }, findMissing));
  await findMissing();
  expect(asked).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1000);
  await findMissing();
  expect(asked).toHaveBeenCalledTimes(2);
});
