import { expect, it } from "vitest";
import { hottest } from "./hottest.ts";

const node = (id: number, functionName: string, url = "", lineNumber = -1) => ({
  id,
  callFrame: { functionName, url, lineNumber },
});
const profile = {
  nodes: [
    node(1, "(idle)"),
    node(2, "open", "file:///app/packages/records/dist/records.js", 41),
    node(3, "(garbage collector)"),
    node(4, "open", "file:///app/packages/records/dist/records.js", 41),
    node(5, "", "node:internal/streams", 9),
  ],
  samples: [1, 2, 3, 4, 5],
  timeDeltas: [1000, 30, 20, 40, 10],
};

it("adds up what a function took wherever it was called from, idle time aside", () => {
  expect(hottest(profile, { count: 10, lastSeconds: 1 })).toEqual([
    { name: "open records/dist/records.js:42", share: 0.7 },
    { name: "(garbage collector)", share: 0.2 },
    { name: "(anonymous) node:internal/streams:10", share: 0.1 },
  ]);
});

it("has no more than it is asked for", () => {
  expect(hottest(profile, { count: 1, lastSeconds: 1 })).toHaveLength(1);
});

it("looks at the end only", () => {
  expect(hottest(profile, { count: 10, lastSeconds: 15e-6 }).map(({ share }) => share)).toEqual([0.8, 0.2]);
});
