import type { FigureName } from "./figures.ts";

/** A goal: some figures, and how they have to be. */
export interface Target {
  readonly line: number;
  readonly what: string;
  /** What is compared with the limit; undefined if it was not measured. */
  readonly value: (median: Median) => number | undefined;
  readonly limit: { readonly atLeast: number } | { readonly atMost: number };
  readonly digits: number;
}

/** Of one of the figures; requests and the like per second if none is named. */
export type Median = (scenario: string, entrant: string, figure?: FigureName) => number | undefined;

const ratio = (a: number | undefined, b: number | undefined) => (a === undefined || !b ? undefined : a / b);
const difference = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : a - b;
const smaller = (a: number | undefined, b: number | undefined) =>
  a === undefined || b === undefined ? undefined : Math.min(a, b);
const shareOf = (figure: FigureName) => (scenario: string, one: string, other: string) => (median: Median) =>
  ratio(median(scenario, one, figure), median(scenario, other, figure));
const perSecond = shareOf("perSecond");
const p99 = shareOf("p99Milliseconds");

export const targets: readonly Target[] = [
  {
    line: 1,
    what: "get_session, all remembered: share of the ceiling's requests per second",
    value: perSecond("get-session", "Tiauth", "Ceiling"),
    limit: { atLeast: 0.7 },
    digits: 2,
  },
  {
    line: 1,
    what: "the same by CPU time, which a busy machine falsifies less",
    value: shareOf("cpuMicroseconds")("get-session", "Ceiling", "Tiauth"),
    limit: { atLeast: 0.7 },
    digits: 2,
  },
  {
    line: 1,
    what: "get_session, all remembered: p99 as a multiple of the ceiling's",
    value: p99("get-session", "Tiauth", "Ceiling"),
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
    line: 2,
    what: "the same by CPU time",
    value: shareOf("cpuMicroseconds")("user-server-asked", "Ceiling that asks", "Tiauth"),
    limit: { atLeast: 0.8 },
    digits: 2,
  },
  {
    line: 3,
    what: "full sign-ins: share of the bare hash rate, where the event loop has another core",
    value: perSecond("sign-in-two-cores", "Tiauth", "Bare hash"),
    limit: { atLeast: 0.95 },
    digits: 2,
  },
  {
    line: 3,
    what: "the same where it shares the hash's core",
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
        perSecond("stored-sessions", "1,000,000, no session cache", "10,000, no session cache")(median),
        perSecond("stored-sessions", "1,000,000, 10,000 of them in use", "10,000")(median),
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
    line: 6,
    what: "get_session while others sign in: p99 of Better Auth's as a multiple",
    value: p99("while-signing-in", "Better Auth", "Tiauth"),
    limit: { atLeast: 1 },
    digits: 1,
  },
  {
    line: 6,
    what: "time until listening: Better Auth's as a multiple",
    value: shareOf("listeningMilliseconds")("start-up", "Better Auth", "Tiauth, a new file"),
    limit: { atLeast: 1 },
    digits: 2,
  },
  {
    line: 6,
    what: "the client's size: Better Auth's as a multiple",
    value: shareOf("bundleBytes")("client", "better-auth/client", "@tiauth/client"),
    limit: { atLeast: 1 },
    digits: 1,
  },
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
    value: shareOf("cpuMicroseconds")("workers", "Two workers, no session cache", "One worker, no session cache"),
    limit: { atMost: 1.15 },
    digits: 2,
  },
];
