import type { Finding, Side } from "./judge.ts";
import type { ProbedAction } from "./probe.ts";

const headings = ["action", "known", "unknown", "takes", "takes", "apart", "chance", "noticed from", "verdict"];

/** The findings as lines of a table. `chance` is how probable so different times are where there is no difference, and
 * `noticed from` how large a difference would have to be to show in these samples. */
export function tableOf(findings: Readonly<Record<ProbedAction, Finding>>): readonly string[] {
  const rows = [headings, ...Object.entries(findings).map(([action, finding]) => rowOf(action, finding))];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

const rowOf = (action: string, { known, unknown, ...finding }: Finding): readonly string[] => [
  action,
  codesOf(known),
  codesOf(unknown),
  formatMilliseconds(known.medianMilliseconds),
  formatMilliseconds(unknown.medianMilliseconds),
  formatMilliseconds(finding.differenceMilliseconds),
  finding.probability < 0.0001 ? "< 0.0001" : finding.probability.toFixed(4),
  formatMilliseconds(finding.noticedFromMilliseconds),
  `${finding.verdict} ${finding.reason}`,
];

const codesOf = ({ codes }: Side) => Array.from(codes, ([code, count]) => `${count} ${code}`).join(", ");

const formatMilliseconds = (milliseconds: number) => `${milliseconds.toFixed(1)} ms`;
