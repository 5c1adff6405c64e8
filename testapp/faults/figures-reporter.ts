import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import { type Figure, type Finding, figureTable, mergeFigures } from "./figure.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const recordPath = fileURLToPath(new URL("../../docs/generated/figures.json", import.meta.url));

/**
 * Prints the figures of the run, if there are any, also when cases failed. With `TIAUTH_RECORD_FIGURES=1` those of the cases
 * that passed are written to docs/generated/figures.json; those of cases that did not run stay as they are.
 */
export const figuresReporter: Reporter = {
  onTestRunEnd: (modules) => {
    const findings = modules.flatMap(findingsOf);
    if (findings.length === 0) return;
    process.stdout.write(`\n${figureTable(findings)}\n`);
    if (process.env.TIAUTH_RECORD_FIGURES === "1") record(modules, findings);
  },
};

function findingsOf(module: TestModule): readonly Finding[] {
  if (module.project.name !== "faults") return [];
  const test = fileOf(module);
  return [...module.children.allTests()].filter(isOver).flatMap((testCase) => {
    const isKept = testCase.result().state === "passed";
    const { figures = isKept ? [] : [unmeasured(testCase)] } = testCase.meta();
    return figures.map((figure) => ({ ...figure, test, isKept }));
  });
}

const fileOf = ({ moduleId }: TestModule) => relative(root, moduleId).replaceAll("\\", "/");
const isOver = (testCase: TestCase) => ["passed", "failed"].includes(testCase.result().state);

/** For a case that failed before it came to measuring. Its title begins with its promise. */
const unmeasured = ({ fullName }: TestCase) => ({
  promise: /\b[A-Z]\d+(?=:)/.exec(fullName)?.[0] ?? "?",
  what: fullName,
  measured: "nothing",
});

function record(modules: readonly TestModule[], findings: readonly Finding[]): void {
  const ranWhole = new Set(modules.filter(isWhole).map(fileOf));
  const known = readRecord().filter(({ test }) => existsSync(`${root}${test}`) && !ranWhole.has(test));
  const kept = findings.filter(({ isKept }) => isKept).map(({ isKept: _, ...figure }) => figure);
  writeFileSync(recordPath, `${JSON.stringify(mergeFigures(known, kept), undefined, 2)}\n`);
}

/** Whether every case ran and passed: a figure of this file that was not measured again is one of the past. */
const isWhole = (module: TestModule) =>
  [...module.children.allTests()].every((testCase) => testCase.result().state === "passed");

const readRecord = (): readonly Figure[] =>
  existsSync(recordPath) ? JSON.parse(readFileSync(recordPath, "utf8")) : [];
