import { defineConfig } from "vitest/config";
import { figuresReporter } from "./testapp/faults/figures-reporter.ts";

/** Workspace packages are tested from their sources: no build in between. */
const fromSource = {
  resolve: { conditions: ["@tiauth/source"] },
  ssr: { resolve: { conditions: ["@tiauth/source"] } },
};

export default defineConfig({
  test: {
    // One worker fewer than cores is the default, which on two cores is one.
    maxWorkers: "100%",
    reporters: ["default", figuresReporter],
    projects: [
      {
        ...fromSource,
        test: {
          name: "unit",
          include: [
            "{packages,apps}/*/src/**/*.test.ts",
            "bench/src/**/*.test.ts",
            "docs/{house,examples}/**/*.test.ts",
          ],
        },
      },
      { ...fromSource, test: { name: "generated", include: ["docs/generated/*.test.ts"] } },
      {
        ...fromSource,
        test: { name: "testapp", include: ["testapp/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        ...fromSource,
        test: {
          name: "faults",
          include: ["testapp/faults/**/*.faults.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
