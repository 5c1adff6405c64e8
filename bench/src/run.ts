import { machineOf, versionsOf } from "./measure/machine.ts";
import type { BenchOptions } from "./options.ts";
import { judgeTargets } from "./report/judge-targets.ts";
import { scenarioTable } from "./report/markdown.ts";
import type { Results, ScenarioResult } from "./report/results.ts";
import { runScenario } from "./scenarios/run-scenario.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { openStage, type Stage } from "./stage/stage.ts";

/** What a run found out, and what broke in it: scenarios that are not among the results. */
export interface Run {
  readonly results: Results;
  readonly failures: readonly unknown[];
}

/** Runs them on a stage of their own. */
export async function run(
  scenarios: readonly Scenario[],
  options: BenchOptions,
  print: (text: string) => void,
): Promise<Run> {
  const stage = await openStage(options);
  const { done, failures } = await runOn(stage, scenarios, print);
  await stage.close();
  return { results: resultsOf(done, options), failures };
}

/** Runs them one after the other. One that breaks is left out; the others are run all the same. */
export async function runOn(stage: Stage, scenarios: readonly Scenario[], print: (text: string) => void) {
  const done: ScenarioResult[] = [];
  const failures: unknown[] = [];
  for (const scenario of scenarios) {
    const startedAt = performance.now();
    print(`\n## ${scenario.title} (${scenario.name})\n`);
    try {
      const result = await runScenario(stage, scenario);
      done.push(result);
      print(`${scenarioTable(result)}\n\n${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`);
    } catch (error) {
      failures.push(error);
      print(`It broke: ${error instanceof Error ? error.message : error}\n`);
    }
  }
  return { done, failures };
}

const resultsOf = (scenarios: readonly ScenarioResult[], { rounds }: BenchOptions): Results => ({
  at: new Date().toISOString(),
  machine: machineOf(),
  versions: versionsOf(),
  rounds,
  scenarios,
  targets: judgeTargets(scenarios),
  profile: [],
});
