import { describe, expect, it } from "vitest";
import { quantile, spreadOf } from "./statistics.ts";

describe("quantile", () => {
  it("interpolates between neighbours", () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([10, 20], 0.25)).toBe(12.5);
    expect(quantile([7], 0.999)).toBe(7);
  });

  it("begins with the smallest and ends with the largest", () => {
    expect(quantile([1, 5, 9], 0)).toBe(1);
    expect(quantile(Float64Array.of(1, 5, 9), 1)).toBe(9);
  });

  it("refuses what has no answer", () => {
    expect(() => quantile([], 0.5)).toThrow(RangeError);
    expect(() => quantile([1], 1.1)).toThrow(RangeError);
    expect(() => quantile([1], Number.NaN)).toThrow(RangeError);
  });
});

describe("spreadOf", () => {
  it("has the median, the extremes, and the rounds in their order", () => {
    expect(spreadOf([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30, rounds: [30, 10, 20] });
  });

  it("takes the middle of the two in the middle", () => {
    expect(spreadOf([4, 1, 3, 2]).median).toBe(2.5);
  });
});
