import { expect, test } from "vitest";
import { randomBytes } from "./random-bytes.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

test("S2: bytes are handed out once, over many draws from the system's generator", () => {
  const ids = Array.from({ length: 10_000 }, () => randomBytes(24));
  expect(ids.every(({ length }) => length === 24)).toBe(true);
  expect(new Set(ids.map(hex)).size).toBe(ids.length);
});

test("what was handed out shares no memory with what comes later", () => {
  const first = randomBytes(24);
  const before = hex(first);
  expect(first.buffer.byteLength).toBe(24);
  for (let count = 0; count < 1000; count += 1) randomBytes(24);
  expect(hex(first)).toBe(before);
});

test.each([0, 1, 8192, 8193, 100_000])("%i bytes are as many, and not zeros", (length) => {
  const bytes = randomBytes(length);
  expect(bytes.length).toBe(length);
  if (length > 24) expect(bytes.some((byte) => byte !== 0)).toBe(true);
});

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
  "%d bytes cannot be had, and those after it are as good as ever",
  (length) => {
    expect(() => randomBytes(length)).toThrow(RangeError);
    const ids = Array.from({ length: 1000 }, () => randomBytes(24));
    expect(ids.every((id) => id.length === 24)).toBe(true);
    expect(new Set(ids.map(hex)).size).toBe(ids.length);
  },
);

test("every value of a byte comes up about as often as any other", () => {
  const counts = new Array<number>(256).fill(0);
  for (let count = 0; count < 4000; count += 1)
    for (const byte of randomBytes(64)) counts[byte] = (counts[byte] ?? 0) + 1;
  // 1,000 of each on average, with a deviation of 32: nine of them away is no chance.
  expect(Math.min(...counts)).toBeGreaterThan(700);
  expect(Math.max(...counts)).toBeLessThan(1300);
});
