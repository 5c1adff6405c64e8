import { availableParallelism } from "node:os";
import { configDefaults, defineConfig } from "vitest/config";
import { figuresReporter } from "./testapp/faults/figures-reporter.ts";
import { triedTwiceReporter } from "./testapp/harness/tried-twice.ts";

/** Workspace packages are tested from their sources: no build in between. */
const fromSource = {
  resolve: { conditions: ["@tiauth/source"] },
  ssr: { resolve: { conditions: ["@tiauth/source"] } },
};

/**
 * Real processes on a machine that nobody here knows, which may stand still for seconds: what failed there is tried once
 * more, and the end of the output says so ("tried twice"). See docs/faults.md.
 */
const retry = process.env.CI ? 1 : 0;

/** No test depends on it: only one that hangs comes to it, on a slow machine too. */
const timeLimits = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Their tests keep to themselves: no module is mocked, nothing of the process is changed. */
const purePackages = "packages/{protocol,client,records,users,sessions,server,user-server}/src/**/*.test.ts";

/** With those of the examples, a command of their own: they take as long as half of all others. */
const browserTests = "testapp/browser/**/*.test.ts";

export default defineConfig({
  test: {
    // Many wait more than they compute.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    reporters: ["default", figuresReporter, triedTwiceReporter],
    projects: [
      {
        ...fromSource,
        test: {
          name: "unit",
          ...timeLimits,
          exclude: [...configDefaults.exclude, purePackages],
          include: [
            "{packages,apps}/*/src/**/*.test.ts",
            "{bench,deploy,engines}/src/**/*.test.ts",
            "docs/{house,examples}/**/*.test.ts",
          ],
        },
      },
      // One process for many files: what they import is imported once.
      { ...fromSource, test: { name: "pure", include: [purePackages], isolate: false, ...timeLimits } },
      { ...fromSource, test: { name: "generated", include: ["docs/generated/*.test.ts"], ...timeLimits } },
      {
        ...fromSource,
        test: {
          name: "testapp",
          include: ["testapp/**/*.test.ts"],
          exclude: [...configDefaults.exclude, browserTests],
          retry,
          ...timeLimits,
        },
      },
      { ...fromSource, test: { name: "browser", include: [browserTests], retry, ...timeLimits } },
      { test: { name: "examples", include: ["examples/**/*.test.ts"], retry, ...timeLimits } },
      {
        ...fromSource,
        test: {
          name: "faults",
          include: ["testapp/faults/**/*.faults.ts"],
          fileParallelism: false,
          retry,
          // Some take minutes where there is little of a core.
          testTimeout: 900_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
