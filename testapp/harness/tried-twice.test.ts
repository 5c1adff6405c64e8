import { expect, it } from "vitest";
import { lineOf } from "./tried-twice.ts";

const retried = { file: "testapp/faults/lock.faults.ts", title: "D1: reads go on", message: "expected 5\nto be 4" };

it("a case that was tried twice is named with what it failed with, and with how it ended", () => {
  expect(lineOf({ ...retried, isPassed: true })).toBe(
    "tried twice: testapp/faults/lock.faults.ts > D1: reads go on (passed then): expected 5",
  );
  expect(lineOf({ ...retried, isPassed: false })).toContain("(failed again)");
});
