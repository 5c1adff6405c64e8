import { expect, it } from "vitest";
import type { Figures } from "../report/figures.ts";
import type { Stage } from "../stage/stage.ts";
import { runScenario } from "./run-scenario.ts";
import type { Entrant, Scenario } from "./scenario.ts";

const scenario = (...entrants: readonly Entrant[]): Scenario => ({
  name: "race",
  ...{ title: "A race", about: "", unit: "laps", figures: ["perSecond"] },
  prepare: async () => entrants,
});

function stage() {
  const cleared: string[] = [];
  const parts = { options: { rounds: 3 }, clear: async () => void cleared.push("cleared") };
  // Those scenarios use nothing else of it.
  return { cleared, stage: parts as unknown as Stage };
}

it("everybody has their turn in each round", async () => {
  const order: string[] = [];
  const entrant = (name: string): Entrant => ({
    name,
    round: async () => ({ perSecond: order.push(name) }),
  });
  const { stage: given, cleared } = stage();
  const { entrants } = await runScenario(given, scenario(entrant("a"), entrant("b")));
  expect(order).toEqual(["a", "b", "a", "b", "a", "b"]);
  expect(entrants.map(({ figures }) => figures.perSecond)).toEqual([
    { median: 3, min: 1, max: 5, rounds: [1, 3, 5] },
    { median: 4, min: 2, max: 6, rounds: [2, 4, 6] },
  ]);
  expect(cleared).toHaveLength(1);
});

it("a scenario may do with fewer rounds", async () => {
  let rounds = 0;
  const entrant: Entrant = { name: "a", round: async () => ({ perSecond: ++rounds }) };
  await runScenario(stage().stage, { ...scenario(entrant), maxRounds: 2 });
  expect(rounds).toBe(2);
});

it("a wrong answer ends it, by name, and what was started is ended too", async () => {
  const round = async (): Promise<Figures> => {
    throw new Error("A wrong answer: HTTP/1.1 500");
  };
  const { stage: given, cleared } = stage();
  await expect(runScenario(given, scenario({ name: "a", round }))).rejects.toThrow(
    "race, a: A wrong answer: HTTP/1.1 500",
  );
  expect(cleared).toHaveLength(1);
});
