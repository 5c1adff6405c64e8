import type { ActionCost, ScalingFigures } from "./scaling-figures.ts";
import { demandOf, habits, needOf, ratesOf, readsOf, writesOf } from "./scaling-model.ts";
import { bytes, number } from "./scaling-tables.ts";

/** A figure by its name, how it comes about, and what it is. */
type Line = readonly [name: string, how: string, result: string];

const accounts = 1e6;
const storage = "Postgres";

/** How the figures of a million accounts come about, one line each. */
export function arithmetic(figures: ScalingFigures): string {
  const lines = [...demandLines(figures), ...needLines(figures)];
  const [name, how] = [0, 1].map((column) => Math.max(...lines.map((line) => (line[column] ?? "").length))) as [
    // As many as are mapped.
    number,
    number,
  ];
  return [
    "```text",
    ...lines.map((line) => `${line[0].padEnd(name)} = ${line[1].padEnd(how)} = ${line[2]}`),
    "```",
  ].join("\n");
}

function demandLines(figures: ScalingFigures): readonly Line[] {
  const { activeShare, looksPerDay, signInsPerDay, sessionDays, busiest } = habits;
  const demand = demandOf(accounts, figures);
  const active = number(accounts * activeShare);
  const rate = (perDay: number) => `${active} × ${perDay} ÷ 86,400 s × ${busiest}`;
  return [
    ["active", `${number(accounts)} × ${activeShare}`, `${active} a day`],
    ["looks", rate(looksPerDay), `${number(demand.looks)} a second`],
    ["sign-ins", rate(signInsPerDay), `${number(demand.signIns)} a second`],
    ["sessions", `${active} × ${signInsPerDay} a day × ${sessionDays} days`, number(demand.sessions)],
    ["reads", sumOf(figures, readsOf), `${number(demand.reads)} a second`],
    ["writes", sumOf(figures, writesOf), `${number(demand.writes)} a second`],
  ];
}

const sumOf = (figures: ScalingFigures, count: (cost: ActionCost) => number) =>
  Object.entries(ratesOf(accounts))
    .map(([name, rate]) => [rate, count(figures.action(name))] as const)
    .filter(([, each]) => each > 0)
    .map(([rate, each]) => `${number(rate)} × ${each}`)
    .join(" + ");

function needLines(figures: ScalingFigures): readonly Line[] {
  const demand = demandOf(accounts, figures);
  const need = needOf(demand, storage, figures);
  const engine = (operation: string) =>
    `${number(figures.median(`storage-${operation}`, storage, "engineMicroseconds"))} µs`;
  const hash = figures.median("storage-sign-in", "Bare hash", "cpuMicroseconds");
  const [session, account] = [figures.bytes(storage, "session"), figures.bytes(storage, "lineage")];
  return [
    [
      "hashing",
      `${number(demand.hashes)} × ${number(hash && hash / 1000)} ms ÷ ${habits.share}`,
      coresOf(need.hashCores),
    ],
    [
      storage,
      `(${number(demand.reads)} × ${engine("get")} + ${number(demand.writes)} × ${engine("update")}) ÷ ${habits.share}`,
      coresOf(need.engineCores),
    ],
    [
      "stored",
      `${number(demand.sessions)} × ${session?.replacedBytes} + ${number(accounts)} × ${account?.addedBytes} bytes`,
      bytes(need.bytes),
    ],
  ];
}

const coresOf = (cores: number | undefined) => `${number(cores)} cores`;
