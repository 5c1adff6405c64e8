import { expect, test } from "vitest";
import { advise, consequencesOf } from "./advise.ts";
import type { Measurement } from "./measure.ts";

/** As measured at 1, 2, 3 … at once. */
const measured = (rates: readonly number[], delays: readonly number[] = []): readonly Measurement[] =>
  rates.map((hashesPerSecond, index) => ({
    concurrency: index + 1,
    hashesPerSecond,
    millisecondsEach: ((index + 1) * 1000) / hashesPerSecond,
    memoryMiB: 64 * (index + 1),
    delayMilliseconds: delays[index] ?? 1,
    processorsHad: index + 1,
  }));

test("as many hashes at once are advised as there are processors free, if each brings more", () => {
  expect(advise(measured([20, 40, 60, 80]), 3)).toEqual({
    concurrency: 3,
    queue: 300,
    hashesPerSecond: 60,
    longestWaitSeconds: 5,
  });
});

test("what brings next to nothing is not advised: it costs memory", () => {
  expect(advise(measured([20, 38, 39, 39.9, 39.5]), 5).concurrency).toBe(2);
});

test("a number that holds up the event loop is not advised, however much it brings", () => {
  expect(advise(measured([20, 40, 60], [1, 2, 51]), 3).concurrency).toBe(2);
});

test("one hash at a time is advised if nothing is free, or if even one holds up the event loop", () => {
  expect(advise(measured([20, 40]), 0).concurrency).toBe(1);
  expect(advise(measured([20, 40], [51, 80]), 2).concurrency).toBe(1);
});

test("the queue is what is worked off until callers are refused anyway, and no wait is told to be longer", () => {
  const [slow, fast] = [measured([3.3]), measured([1000])];
  expect(advise(slow, 1)).toMatchObject({ queue: 16, longestWaitSeconds: expect.closeTo(16 / 3.3) });
  expect(consequencesOf({ concurrency: 1, queue: 64 }, slow).longestWaitSeconds).toBe(5);
  expect(consequencesOf({ concurrency: 1, queue: 64 }, fast).longestWaitSeconds).toBe(0.064);
});

test("a setting that was not measured is taken for the next lower one that was", () => {
  expect(consequencesOf({ concurrency: 256, queue: 0 }, measured([20, 40]))).toEqual({
    concurrency: 256,
    queue: 0,
    hashesPerSecond: 40,
    longestWaitSeconds: 0,
  });
});
