import { expect, it } from "vitest";
import { type Figure, figureTable, mergeFigures } from "./figure.ts";

const figure = (promise: string, what: string, measured: string): Figure => ({ promise, what, measured, test: "a" });

it("a figure that was measured again takes the place of the one before, the others stay, all in order", () => {
  const known = [figure("D10", "b", "1"), figure("D2", "b", "1"), figure("D2", "a", "1")];
  expect(mergeFigures(known, [figure("D2", "b", "2"), figure("C1", "a", "2")])).toEqual([
    figure("C1", "a", "2"),
    figure("D2", "a", "1"),
    figure("D2", "b", "2"),
    figure("D10", "b", "1"),
  ]);
});

it("the table says what was promised and whether it was kept", () => {
  const findings = [
    { ...figure("U4", "server down for 2 s", "4 s"), limit: "3 s", isKept: false },
    { ...figure("M2", "notices", "0 of 5 lost"), isKept: true },
  ];
  expect(figureTable(findings).split("\n")).toEqual([
    "promise  what                 measured (promised)  verdict",
    "M2       notices              0 of 5 lost          kept",
    "U4       server down for 2 s  4 s (3 s)            BROKEN",
  ]);
});
