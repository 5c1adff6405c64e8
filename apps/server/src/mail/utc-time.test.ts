import { expect, it } from "vitest";
import { formatUtc } from "./utc-time.ts";

it("writes times as the backend reads them, in UTC", () => {
  expect(formatUtc(new Date("2006-01-02T15:04:05Z"))).toBe("January 2, 2006 15:04:05");
  expect(formatUtc(new Date("2029-12-31T23:59:59.999Z"))).toBe("December 31, 2029 23:59:59");
  expect(formatUtc(new Date("2029-12-31T23:59:59-01:00"))).toBe("January 1, 2030 00:59:59");
});
