import type { FigureName } from "./figures.ts";
import { medianOf, type ScenarioResult, type TargetResult } from "./results.ts";

/** A goal: some figures, and how they have to be. */
interface Target {
  readonly line: number;
  readonly what: string;
  /** What is compared with the limit; undefined if it was not measured. */
  readonly value: (median: Median) => number | undefined;
  readonly limit: { readonly atLeast: number } | { readonly atMost: number };
  readonly digits: number;
}

type Median = (scenario: string, entrant: string, figure?: FigureName) => number | undefined;

const ratio = (a: number | undefined, b: number | undefined) => (a === undefined || !b ? undefined : a / b);
const difference = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : a - b;
const smaller = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : Math.min(a, b);
const perSecond = (scenario: string, one: string, other: string) => (median: Median) =>
  ratio(median(scenario, one), median(scenario, other));

const targets: readonly Target[] = [
  {
    line: 1,
    what: "get_session, all remembered: share of the ceiling's requests per second",
    value: perSecond("get-session", "Tiauth", "Ceiling"),
    limit: { atLeast: 0.7 },
    digits: 2,
  },
  {
    line: 1,
    what: "get_session, all remembered: p99 as a multiple of the ceiling's",
    value: (median) =>
      ratio(median("get-session", "Tiauth", "p99Milliseconds"), median("get-session", "Ceiling", "p99Milliseconds")),
    limit: { atMost: 2 },
    digits: 2,
  },
  {
    line: 2,
    what: "get_session, user server asked: share of the requests per second of the ceiling that asks",
    value: perSecond("user-server-asked", "Tiauth", "Ceiling that asks"),
    limit: { atLeast: 0.8 },
    digits: 2,
  },
  {
    line: 3,
    what: "full sign-ins: share of the bare hash rate",
    value: perSecond("sign-in", "Tiauth", "Bare hash"),
    limit: { atLeast: 0.95 },
    digits: 2,
  },
  {
    line: 3,
    what: "get_session meanwhile: p99 in ms",
    value: (median) => median("while-signing-in", "Tiauth", "p99Milliseconds"),
    limit: { atMost: 50 },
    digits: 1,
  },
  {
    line: 4,
    what: "requests per second with 1,000,000 sessions as a share of those with 10,000, with and without session cache the worse",
    value: (median) =>
      smaller(
        ratio(
          median("stored-sessions", "1,000,000, no session cache"),
          median("stored-sessions", "10,000, no session cache"),
        ),
        ratio(median("stored-sessions", "1,000,000, 10,000 of them in use"), median("stored-sessions", "10,000")),
      ),
    limit: { atLeast: 0.85 },
    digits: 2,
  },
  {
    line: 4,
    what: "how much later the server listens with 1,000,000 sessions stored, in s",
    value: (median) => {
      const later = difference(
        median("start-up", "Tiauth, 1,000,000 sessions stored", "listeningMilliseconds"),
        median("start-up", "Tiauth, a new file", "listeningMilliseconds"),
      );
      return later === undefined ? undefined : later / 1000;
    },
    limit: { atMost: 1 },
    digits: 2,
  },
  {
    line: 5,
    what: "create_signin per second, synchronous=full",
    value: (median) => median("writes", "Tiauth"),
    limit: { atLeast: 5000 },
    digits: 0,
  },
  {
    line: 6,
    what: "get_session per second as a multiple of Better Auth's",
    value: perSecond("get-session", "Tiauth", "Better Auth"),
    limit: { atLeast: 20 },
    digits: 1,
  },
  {
    line: 6,
    what: "sign-ins per second as a multiple of Better Auth's, its default hash",
    value: perSecond("sign-in", "Tiauth", "Better Auth"),
    limit: { atLeast: 1.5 },
    digits: 2,
  },
  {
    line: 6,
    what: "sign-ins per second as a multiple of Better Auth's, the same Argon2id",
    value: perSecond("sign-in", "Tiauth", "Better Auth, Argon2id"),
    limit: { atLeast: 1 },
    digits: 2,
  },
  ...["sign-up", "wrong-passwords", "mix"].map((scenario) => ({
    line: 6,
    what: `${scenario}: as a multiple of Better Auth's`,
    value: perSecond(scenario, "Tiauth", "Better Auth"),
    limit: { atLeast: 1 },
    digits: 2,
  })),
  {
    line: 7,
    what: "memory when idle, in MB",
    value: (median) => median("start-up", "Tiauth, a new file", "rssMegabytes"),
    limit: { atMost: 90 },
    digits: 0,
  },
  {
    line: 7,
    what: "listening after the process's start, in ms",
    value: (median) => median("start-up", "Tiauth, a new file", "listeningMilliseconds"),
    limit: { atMost: 400 },
    digits: 0,
  },
  {
    line: 7,
    what: "growth of memory over 200,000 requests, in MB",
    value: (median) => median("memory", "Tiauth", "grownMegabytes"),
    limit: { atMost: 50 },
    digits: 1,
  },
  {
    line: 8,
    what: "CPU time per request of two workers as a multiple of one's",
    value: (median) =>
      ratio(
        median("workers", "Two workers, no session cache", "cpuMicroseconds"),
        median("workers", "One worker, no session cache", "cpuMicroseconds"),
      ),
    limit: { atMost: 1.15 },
    digits: 2,
  },
];

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
      measured: measured?.toFixed(digits) ?? "not measured",
      isMet: measured === undefined ? undefined : isWithin(measured, limit),
    };
  });
}

const isWithin = (value: number, limit: Target["limit"]) =>
  "atLeast" in limit ? value >= limit.atLeast : value <= limit.atMost;
