import { expect, it } from "vitest";
import { mannWhitney, median, noticeable, quantile, quartileDistance } from "./statistics.ts";

it("finds quantiles, between two values if need be", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(quantile([10, 20, 30, 40, 50], 0.25)).toBe(20);
  expect(quantile([0, 10], 0.75)).toBe(7.5);
});

it("sees how far samples are apart, also if only some of the values are", () => {
  const even = Array.from({ length: 100 }, (_, i) => 10 + i / 100);
  expect(quartileDistance(even, even)).toBe(0);
  const late = even.map((value) => value + 3);
  expect(quartileDistance(even, late)).toBeCloseTo(3);
  const sometimesLate = even.map((value, i) => (i % 3 === 0 ? value + 5 : value));
  expect(quartileDistance(even, sometimesLate)).toBeGreaterThan(4);
});

// What SciPy answers: mannwhitneyu(a, b, method="asymptotic").
it.each([
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [11, 12, 13, 14, 15, 16, 17, 18, 19, 20], 0.0001826718],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [4, 5, 6, 7, 8, 9, 10, 11, 12, 13], 0.0581169],
  [[1, 1, 2, 2, 3, 3], [1, 1, 2, 2, 3, 3], 1],
  [[5, 5, 5], [5, 5, 5], 1],
])("tells how probable such a difference is: %j and %j", (a, b, probability) => {
  expect(mannWhitney(a, b)).toBeCloseTo(probability, 4);
  expect(mannWhitney(b, a)).toBeCloseTo(probability, 4);
});

it("tells what would have been noticed: less with more values, and with values that differ less", () => {
  const values = (count: number, spread: number) => Array.from({ length: count }, (_, i) => (i * spread) / count);
  const from = (count: number, spread: number) =>
    noticeable(values(count, spread), values(count, spread).toReversed(), 0.001);
  expect(from(300, 10)).toBeLessThan(from(30, 10) / 2);
  expect(from(300, 1)).toBeCloseTo(from(300, 10) / 10, 1);
  const shift = from(300, 10);
  const shiftedBy = (by: number) =>
    mannWhitney(
      values(300, 10),
      values(300, 10).map((value) => value + by),
    );
  expect(shiftedBy(shift * 1.05)).toBeLessThan(0.001);
  expect(shiftedBy(shift * 0.95)).toBeGreaterThan(0.001);
});

it("takes samples of one distribution for different as rarely as it says", () => {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state / 0x80000000;
  };
  const sample = () => Array.from({ length: 50 }, () => 5 - Math.log(1 - random()));
  const probabilities = Array.from({ length: 1000 }, () => mannWhitney(sample(), sample()));
  const below = (limit: number) => probabilities.filter((probability) => probability < limit).length / 1000;
  expect(below(0.05)).toBeGreaterThan(0.03);
  expect(below(0.05)).toBeLessThan(0.07);
  expect(below(0.5)).toBeGreaterThan(0.45);
  expect(below(0.5)).toBeLessThan(0.55);
});
