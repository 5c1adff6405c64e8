import { expect, it } from "vitest";
import { countActions } from "./counted-actions.ts";
import { bytesTable, storagePage } from "./markdown.ts";
import { type StorageResults, sizeOf } from "./results.ts";

const { actions, kinds } = await countActions();
const results: StorageResults = {
  at: "2026-01-02T03:04:05.000Z",
  machine: { Cores: "2" },
  versions: { Postgres: "18" },
  rounds: 3,
  missing: { Redis: "there is no redis-server on the PATH" },
  scenarios: [
    {
      name: "storage-get",
      title: "Reading",
      about: "About it.",
      unit: "operations",
      figures: ["perSecond"],
      entrants: [],
    },
  ],
  actions,
  kinds: kinds.map(sizeOf),
  bytes: [
    { storage: "SQLite", kind: "session", addedBytes: 500, replacedBytes: 500 },
    { storage: "Postgres", kind: "session", addedBytes: 1500, replacedBytes: 2000 },
    { storage: "Postgres", kind: "signin", addedBytes: 600, replacedBytes: 600 },
  ],
};
const page = storagePage(results);

it("the page says who was measured, on what, and who was not", () => {
  for (const text of ["2026-01-02", "Postgres 18", "## Reading", "About it."]) expect(page).toContain(text);
  expect(page).toContain("Not measured: Redis, since there is no redis-server on the PATH.");
});

it("bytes are shown by storage and kind, in brackets after replacing where that makes a difference", () => {
  expect(bytesTable(results.bytes).split("\n").slice(2)).toEqual([
    "| SQLite | 500 | – |",
    "| Postgres | 1,500 (2,000) | 600 |",
  ]);
});

it("what is stored and what is asked are shown as they were counted", () => {
  expect(page).toMatch(/\| `session\.…` \| 32 \| \d+ \| 30 days \|/);
  expect(page).toContain("| look | 1 | 1 | 0 | 0 | 0 | 0 | 0 | 0 |");
});
