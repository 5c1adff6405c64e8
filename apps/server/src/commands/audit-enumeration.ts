import { AuditError } from "../enumeration/audit-error.ts";
import { type Finding, judge } from "../enumeration/judge.ts";
import { createProbe } from "../enumeration/probe.ts";
import { type Subjects, sample } from "../enumeration/sample.ts";
import { tableOf } from "../enumeration/table.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

/** As they are typed. */
export interface AuditEnumerationFlags extends Subjects {
  readonly samples: string;
  readonly tolerance: string;
}

/**
 * Measures whether a running server's answers tell who has an account (see `TIAUTH_HIDE_USER_EXISTENCE`),
 * and prints a table and a verdict.
 *
 * @returns the exit code: 0 if they do not, 1 if they do, 2 if that could not be measured.
 */
export async function auditEnumeration(url: string, flags: AuditEnumerationFlags, terminal: Terminal): Promise<number> {
  const mistakes = mistakesIn(url, flags);
  for (const mistake of mistakes) terminal.err(`tiauth: ${mistake}`);
  if (mistakes.length > 0) return exitCodes.mustBeMended;
  try {
    return await run(new URL(url), flags, terminal);
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    terminal.err(`tiauth: ${error.message}.`);
    return exitCodes.mustBeMended;
  }
}

function mistakesIn(url: string, { known, unknown, samples, tolerance }: AuditEnumerationFlags): readonly string[] {
  const isUrl = /^https?:\/\//.test(url) && URL.canParse(url);
  const isCount = /^\d{1,6}$/.test(samples) && Number(samples) >= 20;
  const isTolerance = /^\d{1,6}(\.\d+)?$/.test(tolerance);
  const areDistinct = new Set([...known, ...unknown]).size === known.length + unknown.length;
  return [
    ...(isUrl ? [] : ["the URL must begin with http:// or https://"]),
    ...(isCount ? [] : ["--samples must be a whole number from 20 on"]),
    ...(isTolerance ? [] : ["--tolerance must be a number of milliseconds"]),
    ...(known.length === unknown.length
      ? []
      : ["--known and --unknown must be equally many, lest limits meet them differently"]),
    ...(areDistinct ? [] : ["--known and --unknown must all be different addresses"]),
  ];
}

async function run(url: URL, flags: AuditEnumerationFlags, { out, err }: Terminal): Promise<number> {
  const [count, tolerance] = [Number(flags.samples), Number(flags.tolerance)];
  err(
    `This asks ${url.origin} ${count * 6} times, makes up to as many flows, and has up to ${count * 4} mails sent to the addresses. Do it with a test instance.`,
  );
  const probe = createProbe(url);
  const samples = await sample(probe, flags, count).finally(() => probe.close());
  const findings = {
    create_signup: judge(samples.create_signup, tolerance),
    create_signin: judge(samples.create_signin, tolerance),
    create_user_password_reset: judge(samples.create_user_password_reset, tolerance),
  };
  for (const line of tableOf(findings)) out(line);
  out("");
  return conclude(Object.values(findings), out);
}

function conclude(findings: readonly Finding[], out: Terminal["out"]): number {
  const has = (verdict: Finding["verdict"]) => findings.some((finding) => finding.verdict === verdict);
  if (has("distinguishable")) {
    out("DISTINGUISHABLE: the answers tell who has an account.");
    return exitCodes.distinguishable;
  }
  if (has("inconclusive")) {
    out(
      "INCONCLUSIVE: not every action was carried out. For rate_limited, raise TIAUTH_LIMIT_SEND_EMAIL and begin with an empty database, or give more addresses.",
    );
    return exitCodes.mustBeMended;
  }
  const noticedFrom = Math.max(...findings.map(({ noticedFromMilliseconds }) => noticedFromMilliseconds));
  out(
    `INDISTINGUISHABLE: not by codes, headers or fields; times that differ by ${noticedFrom.toFixed(1)} ms would have been noticed.`,
  );
  return exitCodes.ok;
}
