import { machineOf, versionsOf } from "./measure/machine.ts";
import type { BenchOptions } from "./options.ts";
import { scenarioTable } from "./report/markdown.ts";
import type { Results, ScenarioResult } from "./report/results.ts";
import { judgeTargets } from "./report/targets.ts";
import { runScenario } from "./scenarios/run-scenario.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { openStage } from "./stage/stage.ts";

/** @throws {Error} naming the scenario if something broke, or an answer was wrong. */
export async function run(
  scenarios: readonly Scenario[],
  options: BenchOptions,
  print: (text: string) => void,
): Promise<Results> {
  const stage = await openStage(options);
  const done: ScenarioResult[] = [];
  try {
    for (const scenario of scenarios) {
      const startedAt = performance.now();
      print(`\n## ${scenario.title} (${scenario.name})\n`);
      const result = await runScenario(stage, scenario);
      done.push(result);
      print(`${scenarioTable(result)}\n\n${((performance.now() - startedAt) / 1000).toFixed(0)} s\n`);
    }
  } finally {
    await stage.close();
  }
  return {
    at: new Date().toISOString(),
    machine: machineOf(),
    versions: versionsOf(),
    rounds: options.rounds,
    scenarios: done,
    targets: judgeTargets(done),
  };
}
