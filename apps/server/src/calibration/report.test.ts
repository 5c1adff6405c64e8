import { expect, test } from "vitest";
import { advise, consequencesOf } from "./advise.ts";
import type { Measurement } from "./measure.ts";
import type { Processors } from "./processors.ts";
import { reportOf } from "./report.ts";

const measurement: Measurement = {
  concurrency: 1,
  hashesPerSecond: 20.44,
  millisecondsEach: 48.9,
  memoryMiB: 66,
  delayMilliseconds: 0.31,
  processorsHad: 1,
};
const twice = {
  ...measurement,
  concurrency: 2,
  processorsHad: 1.9,
  hashesPerSecond: 38,
  millisecondsEach: 52.6,
  memoryMiB: 132,
};
const beyond = { ...measurement, concurrency: 4, hashesPerSecond: 37, millisecondsEach: 108, memoryMiB: 260 };

interface Given {
  readonly processors?: Processors;
  readonly measured?: readonly Measurement[];
  readonly current?: number;
}

function report({ processors, measured = [measurement, twice, beyond], current = 64 }: Given) {
  const settings = { advised: advise(measured, 1), byDefault: { concurrency: 1, queue: 64 } };
  return reportOf({
    processors: processors ?? { seen: 2, limit: undefined },
    measured,
    advised: settings.advised,
    byDefault: consequencesOf(settings.byDefault, measured),
    current: consequencesOf({ concurrency: 1, queue: current }, measured),
  });
}

test("says what to set, as lines of an env file, and what that means, in words", () => {
  expect(report({})).toEqual([
    "",
    "at once  hashes/s    each  memory in all  per hash  event loop late (p99)",
    "      1      20.4   49 ms         66 MiB    66 MiB                 0.3 ms",
    "      2      38.0   53 ms        132 MiB    66 MiB                 0.3 ms",
    "      4      37.0  108 ms        260 MiB    65 MiB                 0.3 ms  more than processors",
    "",
    "To be set, for the whole machine, however many TIAUTH_WORKERS there are:",
    "",
    "TIAUTH_HASH_CONCURRENCY=1",
    "TIAUTH_HASH_QUEUE=102",
    "",
    "That is about 20 sign-ins a second, one hash each; a new password takes one hash, too.",
    "If more come, 102 of them wait, for 5.0 s at most; whoever would wait longer is told at once to",
    "come back (503 with Retry-After). A longer queue does not help: nobody waits for more than 5 s.",
    "By default, 1 and 64: about 20 sign-ins a second, waiting 3.1 s at most.",
  ]);
});

test("what is set otherwise than by default is told too", () => {
  expect(report({ current: 7 })).toContain(
    "As it is set now, 1 and 7: about 20 sign-ins a second, waiting 0.3 s at most.",
  );
  expect(report({ current: 102 })).toContain("As it is set now: the same.");
});

test.each<[Processors, boolean]>([
  [{ seen: 2, limit: 1.5 }, true],
  [{ seen: 2, limit: 2 }, false],
  [{ seen: 2, limit: undefined }, false],
])("of %o a limit is told if there is one that the default does not see", (processors, isTold) => {
  expect(report({ processors }).join("\n").includes("The control group allows 1.5 processors; Node.js sees 2")).toBe(
    isTold,
  );
});

test.each([
  [0.5, 2],
  [1, 1.5],
])("says if the machine had something else to do: one hash had %f processors, two had %f", (one, two) => {
  const disturbed = [
    { ...measurement, processorsHad: one },
    { ...twice, processorsHad: two },
  ];
  expect(report({ measured: disturbed }).join("\n")).toContain("Something else computes on this machine");
});
