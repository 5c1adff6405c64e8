import { medianOf, type ScenarioResult, type TargetResult } from "./results.ts";
import { type Median, type Target, targets } from "./targets.ts";

/** Looks at every goal with the medians of one run. */
export function judgeTargets(scenarios: readonly ScenarioResult[]): readonly TargetResult[] {
  const median: Median = (scenario, entrant, figure = "perSecond") =>
    medianOf(scenarios, { scenario, entrant, figure });
  return targets.map(({ line, what, value, limit, digits }) => {
    const measured = value(median);
    const wanted = "atLeast" in limit ? `at least ${limit.atLeast}` : `at most ${limit.atMost}`;
    return {
      line,
      what: `${what}: ${wanted}`,
      measured: measured === undefined ? "not measured" : besideLimit(measured, { limit, digits }),
      isMet: measured === undefined ? undefined : isWithin(measured, limit),
    };
  });
}

const isWithin = (value: number, limit: Target["limit"]) =>
  "atLeast" in limit ? value >= limit.atLeast : value <= limit.atMost;

/** With as many digits as it takes to see on which side of the limit it is. */
function besideLimit(value: number, { limit, digits }: Pick<Target, "limit" | "digits">): string {
  const text = value.toFixed(digits);
  const tellsIt = isWithin(Number(text), limit) === isWithin(value, limit);
  return tellsIt || digits > 5 ? text : besideLimit(value, { limit, digits: digits + 1 });
}
