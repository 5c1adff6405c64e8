import type { Hot } from "../profile/hottest.ts";
import { type FigureName, figures, written } from "./figures.ts";
import type { EntrantResult, Results, ScenarioResult, TargetResult } from "./results.ts";
import { row } from "./row.ts";
import { sizing } from "./sizing-table.ts";

/** The whole page. */
export const toMarkdown = (results: Results): string =>
  [
    "<!-- Written by `pnpm bench`; not to be edited. -->",
    "# Performance, measured",
    `Medians of ${results.rounds} rounds, contestants in turn; in brackets the lowest and the highest. What it means, how it was ` +
      "made and what limits it: [performance.md](../performance.md). The same for programs: [performance.json](performance.json).",
    `Measured on ${results.at.slice(0, 10)}. ${listOf(results.machine)}. ${listOf(results.versions)}.`,
    "## Goals",
    targetTable(results.targets),
    "## Sizing",
    ...sizing(results.scenarios),
    ...results.scenarios.flatMap((scenario) => [`## ${scenario.title}`, scenario.about, scenarioTable(scenario)]),
    ...profileOf(results),
  ].join("\n\n");

const profileOf = ({ profile }: Results): readonly string[] =>
  profile.length === 0
    ? []
    : [
        "## Where the time of a look goes",
        "The ten functions in which a CPU profile found the server most often during get_session, user and session remembered; " +
          "without what they call.",
        profileTable(profile),
      ];

const listOf = (entries: Readonly<Record<string, string>>) =>
  Object.entries(entries)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");

export const targetTable = (targets: readonly TargetResult[]): string =>
  [
    row(["", "goal", "measured", ""]),
    row(["--:", "---", "--:", "---"]),
    ...targets.map(({ line, what, measured, isMet }) => row([String(line), what, measured, verdict(isMet)])),
  ].join("\n");

const verdict = (isMet: boolean | undefined) => (isMet === undefined ? "–" : isMet ? "met" : "**not met**");

export function scenarioTable({ unit, figures: names, entrants }: ScenarioResult): string {
  const [main, ...others] = names.filter((name) => entrants.some((entrant) => entrant.figures[name]));
  if (main === undefined) return "Nothing was measured.";
  const heading = main === "perSecond" ? `${unit} per second` : figures[main].heading;
  const reference = entrants[0]?.figures[main]?.median;
  return [
    row(["", heading, "ratio", ...others.map((name) => figures[name].heading)]),
    row(["---", "--:", "--:", ...others.map(() => "--:")]),
    ...entrants.map((entrant) =>
      row([
        entrant.name,
        withSpread(entrant, main),
        ratioOf(entrant.figures[main]?.median, reference),
        ...others.map((name) => plain(entrant, name)),
      ]),
    ),
  ].join("\n");
}

function withSpread({ figures }: EntrantResult, name: FigureName): string {
  const spread = figures[name];
  if (!spread) return "–";
  const { median, min, max, rounds } = spread;
  return rounds.length === 1
    ? written(name, median)
    : `${written(name, median)} (${written(name, min)} – ${written(name, max)})`;
}

function plain({ figures }: EntrantResult, name: FigureName): string {
  const spread = figures[name];
  return spread ? written(name, spread.median) : "–";
}

const ratioOf = (value: number | undefined, reference: number | undefined) =>
  value === undefined || !reference ? "–" : (value / reference).toFixed(value / reference < 0.1 ? 3 : 2);

/** The hottest functions of a CPU profile. */
export const profileTable = (functions: readonly Hot[]): string =>
  [
    row(["function", "of the CPU time"]),
    row(["---", "--:"]),
    ...functions.map(({ name, share }) => row([`\`${name}\``, `${(share * 100).toFixed(1)} %`])),
  ].join("\n");
