import type { ScenarioResult } from "./results.ts";
import { row } from "./row.ts";
import { habits, sizesOf } from "./sizing.ts";

const number = (value: number | undefined, digits = 0) =>
  value?.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits }) ?? "–";

/** The text and the table about sizes. */
export const sizing = (scenarios: readonly ScenarioResult[]): readonly string[] => [
  `Cores of this machine for an application of that many different users a day, each with ${habits.looksPerDay} looks at their ` +
    `session and ${habits.signInsPerDay} sign-ins a day; at the busiest second ${habits.busiest} times as many as on average, and ` +
    `at that second ${habits.share * 100} % of the cores still free.`,
  [
    row([
      "users a day",
      "looks per second",
      "sign-ins per second",
      "cores, users remembered",
      "cores, users asked for",
    ]),
    row(["--:", "--:", "--:", "--:", "--:"]),
    ...sizesOf(scenarios).map((size) =>
      row([
        number(size.dailyUsers),
        number(size.looksPerSecond, size.looksPerSecond < 100 ? 1 : 0),
        number(size.signInsPerSecond, 2),
        number(size.cores, 2),
        number(size.coresAsking, 2),
      ]),
    ),
  ].join("\n"),
];
