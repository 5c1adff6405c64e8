import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStorage } from "@tiauth/storage/memory";
import { openSqliteStorage } from "@tiauth/storage/sqlite";
import { onTestFinished } from "vitest";
import type { Storage } from "../src/index.ts";
import { slowly } from "./faults.ts";
import { tap } from "./tap.ts";

/** For races: storages that answer at once, and one whose answers let others overtake. */
export const storages: Readonly<Record<string, () => Storage>> = {
  memory: () => memoryStorage(),
  "a storage far away": () => ({ ...tap(memoryStorage(), slowly).port, foreignVersion: () => 0 }),
  SQLite: openTemporary,
};

function openTemporary(): Storage {
  return temporaryFile()();
}

/** A SQLite file, and how each of several processes opens it. */
export function temporaryFile(): () => Storage {
  const directory = mkdtempSync(join(tmpdir(), "tiauth-server-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  return () => {
    const storage = openSqliteStorage({ path: join(directory, "db.sqlite") });
    onTestFinished(() => storage.close());
    return storage;
  };
}
