import { expect, test } from "vitest";
import { format, inRepository } from "./format.ts";
import { scalingPage } from "./scaling.ts";
import { readScalingFigures, scalingFigures } from "./scaling-figures.ts";
import { accountsUntil, demandOf, habits, needOf } from "./scaling-model.ts";
import { bytes, limitTable, number } from "./scaling-tables.ts";

const path = "docs/scaling.md";

test("docs/scaling.md has what follows from the measured figures", async () => {
  await expect(format(path, scalingPage(readScalingFigures()))).toMatchFileSnapshot(inRepository(path));
});

const cost = (entries: Readonly<Record<string, number>>, more: object = {}) => ({
  ...{ requests: 1, hashes: 0, mails: 0, entries, outbox: {} },
  ...more,
});
const action = (name: string, of: ReturnType<typeof cost>) => ({ name, cost: of });
const median = (value: number) => ({ median: value });
const entrant = (name: string, figures: Readonly<Record<string, number>>) => ({
  name,
  figures: Object.fromEntries(Object.entries(figures).map(([figure, value]) => [figure, median(value)])),
});
const entry = (storage: string, kind: string, addedBytes: number) => ({
  ...{ storage, kind, addedBytes },
  replacedBytes: addedBytes * 2,
});

const figures = scalingFigures({
  at: "2026-01-02T03:04:05.000Z",
  machine: { Processor: "Abacus", Cores: "2, pinned" },
  versions: { "Node.js": "20", Postgres: "18" },
  scenarios: [
    { name: "storage-get", entrants: [entrant("Postgres", { engineMicroseconds: 10 })] },
    {
      name: "storage-update",
      entrants: [entrant("Postgres", { engineMicroseconds: 100 }), entrant("SQLite", { perSecond: 1000 })],
    },
    { name: "storage-sessions", entrants: [entrant("Postgres", { cpuMicroseconds: 50 })] },
    {
      name: "storage-sign-in",
      entrants: [entrant("Bare hash", { cpuMicroseconds: 40_000 }), entrant("Tiauth", { cpuMicroseconds: 41_000 })],
    },
  ],
  actions: [
    action("look", cost({ get: 1 })),
    action("look whose use is recorded", cost({ get: 1, update: 1 })),
    action("sign-in", cost({ get: 2, add: 3 }, { requests: 3, hashes: 1, mails: 1, outbox: { add: 1 } })),
    action("wrong password", cost({ get: 1 }, { hashes: 1 })),
    action("sign-up", cost({ delete: 1 }, { hashes: 1, mails: 1 })),
    action("password reset", cost({}, { mails: 2 })),
  ],
  kinds: [],
  bytes: [entry("SQLite", "session", 300), entry("Postgres", "session", 500), entry("Postgres", "lineage", 100)],
});
const million = demandOf(1e6, figures);

test("what is asked for is accounts, times habits, times what each action costs", () => {
  const perSecond = (perDay: number) => (1e6 * perDay * 5) / 86_400;
  const [looks, recorded, signIns, wrong, signUps, resets] = [40, 8, 0.04, 0.01, 0.001, 0.0005].map(perSecond) as [
    // As many as are mapped.
    ...[number, number, number, number, number, number],
  ];
  expect(habits).toMatchObject({ activeShare: 0.2, looksPerDay: 200, busiest: 5 });
  expect(million.looks).toBeCloseTo(looks);
  expect(million.signIns).toBeCloseTo(signIns);
  expect(million.reads).toBeCloseTo(looks + 2 * signIns + wrong);
  expect(million.writes).toBeCloseTo(recorded + 4 * signIns + signUps);
  expect(million.hashes).toBeCloseTo(signIns + wrong + signUps);
  expect(million.mails).toBeCloseTo(signIns + signUps + 2 * resets);
  expect(million.sessions).toBeCloseTo(1.8e6);
});

test("what it takes is that, times what each costs here, with half of every core left free", () => {
  const { looks, signIns, reads, writes, hashes } = million;
  const need = needOf(million, "Postgres", figures);
  expect(need.hashCores).toBeCloseTo(hashes * 0.04 * 2);
  expect(need.serverCores).toBeCloseTo((looks * 50e-6 + signIns * 1000e-6) * 2);
  expect(need.engineCores).toBeCloseTo((reads * 10e-6 + writes * 100e-6) * 2);
  expect(need.bytes).toBeCloseTo(1.8e6 * 1000 + 1e6 * 100);
});

test("a hundred times the accounts take a hundred times as much", () => {
  expect(needOf(demandOf(1e8, figures), "Postgres", figures).bytes).toBeCloseTo(100 * (1.8e9 + 1e8));
  expect(accountsUntil((accounts) => needOf(demandOf(accounts, figures), "Postgres", figures).bytes, 1.9e10)).toBe(1e7);
});

test("what was not measured is left open", () => {
  expect(needOf(million, "Redis", figures)).toMatchObject({ serverCores: undefined, engineCores: undefined });
  expect(needOf(million, "SQLite", figures).bytes).toBeUndefined();
  expect(() => figures.livesSeconds("session")).toThrow("pnpm bench storage --write");
});

test("SQLite ends when the busiest second writes half of what one file takes", () => {
  const accounts = 500 / (million.writes / 1e6);
  expect(limitTable(figures)).toContain(`writes to one file | ${number(accounts)} |`);
});

test("figures are written with the digits that mean something", () => {
  expect([0.1234, 12.345, 1234.5, undefined].map(number)).toEqual(["0.12", "12", "1,230", "–"]);
  expect([999, 1500, 2.5e9, 3e15].map(bytes)).toEqual(["1,000 bytes", "1.5 kB", "2.5 GB", "3,000 TB"]);
});
