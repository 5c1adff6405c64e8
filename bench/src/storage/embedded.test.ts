import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { memory, sqlite } from "./embedded.ts";
import { openStorage } from "./open-storage.ts";
import { storeCopies } from "./stored.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tiauth-storage-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

it("what SQLite takes is what is in its file, also what was written last", async () => {
  const contestant = sqlite(folder);
  const place = await contestant.newPlace();
  const driver = await openStorage(place);
  const before = await contestant.takenBytes?.(place);
  const value = Buffer.alloc(1000).toString("base64");
  await storeCopies(driver, { key: "session.aaaa", value, livesSeconds: 3600 }, 500);
  const after = await contestant.takenBytes?.(place);
  await driver.close();
  expect((after ?? 0) - (before ?? 0)).toBeGreaterThan(500_000);
  expect(contestant.settings(place)).toEqual({ TIAUTH_DB_PATH: join(folder, "storage-0.sqlite") });
});

it("every place is empty", async () => {
  const contestant = sqlite(folder);
  const places = [await contestant.newPlace(), await contestant.newPlace()];
  expect(new Set(places.map(({ url }) => url)).size).toBe(2);
  const driver = await openStorage(await memory.newPlace());
  expect(await driver.count()).toBe(0);
});
