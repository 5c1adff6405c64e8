import { expect, test } from "vitest";
import { concurrenciesToMeasure } from "./concurrencies.ts";

const withMemory = (availableMemoryMiB: number, processors: number) =>
  concurrenciesToMeasure({ processors, availableMemoryMiB, hashMemoryMiB: 64 });

test.each([
  [1, [1, 2]],
  [2, [1, 2, 4]],
  [4, [1, 2, 3, 4, 8]],
  [12, [1, 2, 3, 4, 8, 11, 12, 24]],
])(
  "with %i processors, every number that may be set is near to one that is measured, and one is beyond them",
  (processors, expected) => {
    expect(withMemory(100_000, processors)).toEqual(expected);
  },
);

test("nothing that would take more than half of the memory is tried, but one hash always is", () => {
  expect(withMemory(1024, 16)).toEqual([1, 2, 3, 4, 8]);
  expect(withMemory(10, 16)).toEqual([1]);
});
