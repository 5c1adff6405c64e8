import type { Spread } from "../measure/statistics.ts";
import type { Hot } from "../profile/hottest.ts";
import type { FigureName } from "./figures.ts";

/** What a run found out; as JSON in docs/generated/performance.json. */
export interface Results {
  /** ISO 8601. */
  readonly at: string;
  readonly machine: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly rounds: number;
  readonly scenarios: readonly ScenarioResult[];
  readonly targets: readonly TargetResult[];
  /** What the server spends the time of get_session on, the hottest first; empty if that was not looked at. */
  readonly profile: readonly Hot[];
}

export interface ScenarioResult {
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly unit: string;
  readonly figures: readonly FigureName[];
  readonly entrants: readonly EntrantResult[];
}

export interface EntrantResult {
  readonly name: string;
  readonly figures: Readonly<Partial<Record<FigureName, Spread>>>;
}

/** Whether one of the goals was reached. */
export interface TargetResult {
  readonly line: number;
  readonly what: string;
  /** What was measured, as text. */
  readonly measured: string;
  /** Undefined if the scenarios that tell were not run. */
  readonly isMet: boolean | undefined;
}

/** A figure's median; undefined if it was not measured. */
export function medianOf(
  scenarios: readonly ScenarioResult[],
  { scenario, entrant, figure }: { readonly scenario: string; readonly entrant: string; readonly figure: FigureName },
): number | undefined {
  const result = scenarios.find(({ name }) => name === scenario);
  return result?.entrants.find(({ name }) => name === entrant)?.figures[figure]?.median;
}
