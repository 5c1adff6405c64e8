import { maxHashWaitSeconds } from "@tiauth/server";
import type { Consequences } from "./advise.ts";
import type { Measurement } from "./measure.ts";
import { type Processors, usable } from "./processors.ts";

export interface Calibration {
  readonly processors: Processors;
  readonly measured: readonly Measurement[];
  /** What to set, what is set, and what would be if nothing was. */
  readonly advised: Consequences;
  readonly current: Consequences;
  readonly byDefault: Consequences;
}

/** All that is to be said, line by line. Those to be set stand alone, as in an env file. */
export const reportOf = (calibration: Calibration): readonly string[] => [
  "",
  ...tableOf(calibration),
  "",
  ...describeOthers(calibration),
  ...describeLimit(calibration.processors),
  "To be set, for the whole machine, however many TIAUTH_WORKERS there are:",
  "",
  `TIAUTH_HASH_CONCURRENCY=${calibration.advised.concurrency}`,
  `TIAUTH_HASH_QUEUE=${calibration.advised.queue}`,
  "",
  `That is ${signins(calibration.advised)}, one hash each; a new password takes one hash, too.`,
  `If more come, ${calibration.advised.queue} of them wait, for ${seconds(calibration.advised)} at most; whoever would wait longer is told at once to`,
  `come back (503 with Retry-After). A longer queue does not help: nobody waits for more than ${maxHashWaitSeconds} s.`,
  ...describeOther("By default", calibration.byDefault, calibration),
  ...(isSame(calibration.current, calibration.byDefault)
    ? []
    : describeOther("As it is set now", calibration.current, calibration)),
];

const headings = ["at once", "hashes/s", "each", "memory in all", "per hash", "event loop late (p99)"];

function tableOf({ measured, processors }: Calibration): readonly string[] {
  const rows = [headings, ...measured.map(rowOf)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "));
  const cores = usable(processors);
  return lines.map((line, row) =>
    (measured[row - 1]?.concurrency ?? 0) > cores ? `${line}  more than processors` : line,
  );
}

const rowOf = ({ concurrency, ...measurement }: Measurement): readonly string[] => [
  String(concurrency),
  measurement.hashesPerSecond.toFixed(1),
  `${measurement.millisecondsEach.toFixed(0)} ms`,
  `${measurement.memoryMiB.toFixed(0)} MiB`,
  `${(measurement.memoryMiB / concurrency).toFixed(0)} MiB`,
  `${measurement.delayMilliseconds.toFixed(1)} ms`,
];

/** Hashes compute all the time: if each had no processor of its own, somebody else had it. */
function describeOthers({ measured, processors }: Calibration): readonly string[] {
  const fitting = measured.filter(({ concurrency }) => concurrency <= usable(processors));
  if (fitting.every(({ concurrency, processorsHad }) => processorsHad >= 0.9 * concurrency)) return [];
  return ["Something else computes on this machine: without it there would be more hashes than this.", ""];
}

function describeLimit({ seen, limit }: Processors): readonly string[] {
  if (limit === undefined || limit >= seen) return [];
  return [
    `The control group allows ${limit.toFixed(1)} processors; Node.js sees ${seen}, and so does the default. Hashes that use up what`,
    "is allowed hold up the event loop too, until the next tenth of a second.",
    "",
  ];
}

const describeOther = (what: string, other: Consequences, { advised }: Calibration): readonly string[] =>
  isSame(other, advised)
    ? [`${what}: the same.`]
    : [`${what}, ${other.concurrency} and ${other.queue}: ${signins(other)}, waiting ${seconds(other)} at most.`];

const isSame = (one: Consequences, other: Consequences) =>
  one.concurrency === other.concurrency && one.queue === other.queue;

const signins = ({ hashesPerSecond }: Consequences) => `about ${hashesPerSecond.toPrecision(2)} sign-ins a second`;

const seconds = ({ longestWaitSeconds }: Consequences) => `${longestWaitSeconds.toFixed(1)} s`;
