import { relative } from "node:path";
import type { Reporter, TestCase, TestModule } from "vitest/node";

/** Where it failed, which case, and with what: all that is left of a failure after which all went well. */
export interface Retried {
  readonly file: string;
  readonly title: string;
  readonly isPassed: boolean;
  /** What it failed with the first time. */
  readonly message: string;
}

/** `tried twice: testapp/smoke.test.ts > title (passed then): message`; of the message the first line only. */
export const lineOf = ({ file, title, isPassed, message }: Retried): string =>
  `tried twice: ${file} > ${title} (${isPassed ? "passed then" : "failed again"}): ${message.split("\n", 1)[0]}`;

/** Says at the end of the run which cases failed and were tried once more, so that none does so unnoticed. */
export const triedTwiceReporter: Reporter = {
  onTestRunEnd: (modules) => {
    const lines = modules.flatMap(retriedOf).map(lineOf);
    if (lines.length > 0) process.stdout.write(`\n${lines.join("\n")}\n`);
  },
};

const retriedOf = (module: TestModule): readonly Retried[] =>
  [...module.children.allTests()].filter(isRetried).map((testCase) => ({
    file: relative(process.cwd(), module.moduleId).replaceAll("\\", "/"),
    title: testCase.fullName,
    isPassed: testCase.result().state === "passed",
    message: testCase.result().errors?.[0]?.message ?? "",
  }));

const isRetried = (testCase: TestCase) => (testCase.diagnostic()?.retryCount ?? 0) > 0;
