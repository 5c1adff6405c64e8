import { spreadOf } from "../measure/statistics.ts";
import type { FigureName, Figures } from "../report/figures.ts";
import type { EntrantResult, ScenarioResult } from "../report/results.ts";
import type { Stage } from "../stage/stage.ts";
import type { Entrant, Scenario } from "./scenario.ts";

/**
 * Runs all rounds, one entrant after the other in each, so that whatever changes on the machine meanwhile changes for all.
 *
 * @throws {Error} naming scenario and entrant if an answer was wrong.
 */
export async function runScenario(stage: Stage, scenario: Scenario): Promise<ScenarioResult> {
  const { name, title, about, unit, figures } = scenario;
  try {
    const entrants = await scenario.prepare(stage);
    const rounds = new Map<Entrant, Figures[]>(entrants.map((entrant) => [entrant, []]));
    const count = Math.min(stage.options.rounds, scenario.maxRounds ?? Infinity);
    for (let round = 0; round < count; round++)
      for (const [entrant, measured] of rounds) measured.push(await roundOf(scenario, entrant));
    return { name, title, about, unit, figures, entrants: [...rounds].map(([entrant, all]) => summary(entrant, all)) };
  } finally {
    await stage.clear();
  }
}

async function roundOf({ name }: Scenario, entrant: Entrant): Promise<Figures> {
  try {
    return await entrant.round();
  } catch (cause) {
    throw new Error(`${name}, ${entrant.name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

export function summary({ name }: Pick<Entrant, "name">, rounds: readonly Figures[]): EntrantResult {
  const names = [...new Set(rounds.flatMap((figures) => Object.keys(figures)))];
  const spreads = names.map((figure) => {
    // The names are the keys of `Figures`.
    const values = rounds.flatMap((figures) => figures[figure as FigureName] ?? []);
    return [figure, spreadOf(values)];
  });
  return { name, figures: Object.fromEntries(spreads) };
}
