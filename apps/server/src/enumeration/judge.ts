import type { Observation } from "./probe.ts";
import type { Samples } from "./sample.ts";
import { mannWhitney, median, noticeable, quartileDistance } from "./statistics.ts";

/** So improbable must a difference in time be by chance, for one action. */
const significance = 0.001;

export interface Side {
  /** How often each code came. */
  readonly codes: ReadonlyMap<string, number>;
  readonly medianMilliseconds: number;
}

/** What the answers to one action tell. */
export interface Finding {
  readonly known: Side;
  readonly unknown: Side;
  /** Of the quartiles that are farthest apart. */
  readonly differenceMilliseconds: number;
  /** Of so different times, if there were no difference. */
  readonly probability: number;
  /** A smaller difference would not have been called one: too few samples, too different ones, or within the tolerance. */
  readonly noticedFromMilliseconds: number;
  readonly verdict: "indistinguishable" | "distinguishable" | "inconclusive";
  /** By what, or why not. Empty if they are indistinguishable. */
  readonly reason: string;
}

/**
 * Compares the answers about addresses with an account to those about addresses without. Times count as different if
 * that is no chance, and if it is by at least `toleranceMilliseconds`: with enough samples everything differs by something.
 */
export function judge({ known, unknown }: Samples, toleranceMilliseconds: number): Finding {
  const [a, b] = [timesOf(known), timesOf(unknown)];
  const probability = mannWhitney(a, b);
  const differenceMilliseconds = quartileDistance(a, b);
  const isTimeDifferent = probability < significance && differenceMilliseconds >= toleranceMilliseconds;
  return {
    known: sideOf(known),
    unknown: sideOf(unknown),
    differenceMilliseconds,
    probability,
    noticedFromMilliseconds: Math.max(toleranceMilliseconds, noticeable(a, b, significance)),
    ...verdictOn({ known, unknown }, isTimeDifferent),
  };
}

const timesOf = (observations: readonly Observation[]) => observations.map(({ milliseconds }) => milliseconds);

const sideOf = (observations: readonly Observation[]): Side => ({
  codes: tally(observations.map(({ code }) => code)),
  medianMilliseconds: median(timesOf(observations)),
});

type Verdict = Pick<Finding, "verdict" | "reason">;

function verdictOn({ known, unknown }: Samples, isTimeDifferent: boolean): Verdict {
  const differsBy = (name: "code" | "shape") => !haveSame(known, unknown, ({ [name]: value }) => value);
  if (differsBy("code")) return { verdict: "distinguishable", reason: "by code" };
  if (differsBy("shape")) return { verdict: "distinguishable", reason: "by headers or fields" };
  if (isTimeDifferent) return { verdict: "distinguishable", reason: "by time" };
  const refusals = new Set(known.map(({ code }) => code).filter((code) => code !== "ok"));
  if (refusals.size > 0) return { verdict: "inconclusive", reason: `because of ${[...refusals].join(", ")}` };
  return { verdict: "indistinguishable", reason: "" };
}

function haveSame(a: readonly Observation[], b: readonly Observation[], pick: (one: Observation) => string): boolean {
  const [values, others] = [new Set(a.map(pick)), new Set(b.map(pick))];
  return values.size === others.size && [...values].every((value) => others.has(value));
}

function tally(codes: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
