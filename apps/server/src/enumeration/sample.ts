import type { Observation, Probe, ProbedAction } from "./probe.ts";
import { probedActions } from "./probe.ts";

/** Whom to ask about: as many addresses with an account as without. */
export interface Subjects {
  readonly known: readonly string[];
  readonly unknown: readonly string[];
}

export interface Samples {
  readonly known: readonly Observation[];
  readonly unknown: readonly Observation[];
}

const actions = Object.keys(probedActions) as ProbedAction[]; // the keys of an object that has no others
const sides = ["known", "unknown"] as const;

/**
 * Asks every action `count` times about each side. In every round all of them in another order, so that whatever
 * changes meanwhile, on the network for instance, meets them alike.
 *
 * @throws {AuditError} as the probe does.
 */
export async function sample(
  probe: Pick<Probe, "ask">,
  subjects: Subjects,
  count: number,
): Promise<Readonly<Record<ProbedAction, Samples>>> {
  const samples = {
    create_signup: { known: [] as Observation[], unknown: [] as Observation[] },
    create_signin: { known: [] as Observation[], unknown: [] as Observation[] },
    create_user_password_reset: { known: [] as Observation[], unknown: [] as Observation[] },
  };
  const questions = actions.flatMap((action) => sides.map((side) => ({ action, side })));
  for (let round = 0; round < count; round++) {
    for (const { action, side } of shuffled(questions)) {
      const addresses = subjects[side];
      const observation = await probe.ask(action, addresses[round % addresses.length] ?? "");
      samples[action][side].push(observation);
    }
  }
  return samples;
}

/** Each order is as probable as any other. */
function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);
}
