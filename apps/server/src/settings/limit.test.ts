import { expect, test } from "vitest";
import { formatLimit, parseLimit } from "./limit.ts";

test("a limit is a burst and the time in which one token comes back", () => {
  expect(parseLimit("5/1m")).toEqual({ burst: 5, intervalSeconds: 60 });
  expect(parseLimit("30/2s")).toEqual({ burst: 30, intervalSeconds: 2 });
  expect(parseLimit("1000000/1h30m")).toEqual({ burst: 1_000_000, intervalSeconds: 5400 });
});

test.each(["", "5", "5/", "/1m", "0/1m", "5/0", "5/0s", "-1/1m", "5/1m/2", "off", "1000001/1s", "5 / 1m"])(
  "%j is not a limit",
  (text) => {
    expect(parseLimit(text)).toBeUndefined();
  },
);

test("a limit is written the way it is read", () => {
  expect(formatLimit({ burst: 5, intervalSeconds: 1800 })).toBe("5/30m");
  expect(formatLimit("off")).toBe("off");
});
