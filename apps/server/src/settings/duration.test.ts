import { describe, expect, test } from "vitest";
import { formatDuration, parseDuration } from "./duration.ts";

describe("parseDuration", () => {
  test.each([
    ["0", 0],
    ["90s", 90],
    ["15m", 900],
    ["2160h", 7_776_000],
    ["1h30m", 5400],
    ["1h30m15s", 5415],
    ["0s", 0],
  ])("reads %s as %i seconds", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  test.each(["", "90", "1d", "-5m", "1.5h", "5 m", "30m1h", "1h1h", "m", "5M", "1e3s", "9999999h", "٣m"])(
    "does not take %j for a duration",
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

test.each(["0", "90s", "15m", "2160h", "90m"])("a duration is written the way it is read: %s", (text) => {
  expect(formatDuration(parseDuration(text) ?? Number.NaN)).toBe(text);
});
