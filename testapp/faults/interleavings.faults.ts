import type { ActionName } from "@tiauth/protocol";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { examined } from "../../packages/server/testing/interleaving/examined.ts";
import { allReady, type Game, justBegun, playerOf, writing } from "../../packages/server/testing/interleaving/games.ts";
import { meet } from "../../packages/server/testing/interleaving/touching.ts";
import { report } from "./report.ts";

// The pauses between attempts at a lost race, as short as they can be.
beforeAll(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterAll(() => void vi.restoreAllMocks());

const totals = { pairs: 0, moments: 0, findings: 0 };

/** The action together with every one that comes after it in the list, of the same session and of another. */
async function findings({ world, sides }: Game, one: ActionName) {
  const found: string[] = [];
  for (const two of writing.slice(writing.indexOf(one)))
    for (const side of sides) {
      const players = [playerOf("one", [one], sides[0]), playerOf("two", [two], side)] as const;
      if (!(await meet(world, players))) continue;
      const { moments, findings } = await examined(world, players, "orders and crashes");
      totals.pairs += 1;
      totals.moments += moments;
      found.push(...findings.map((finding) => `${one} and ${two}: ${finding}`));
    }
  totals.findings += found.length;
  return found;
}

/** In this process, with storage and users in memory: here the order of the steps is what is hostile. */
describe("O2, O3, O4: two actions at once, in every order of their steps, with a crash at every moment", () => {
  it.each(writing)("%s and every other action that touches the same, all flows being ready", async (action) => {
    expect(await findings(await allReady(), action)).toEqual([]);
  });

  it.each(writing)("%s and every other action that touches the same, all flows being begun", async (action) => {
    expect(await findings(await justBegun(), action)).toEqual([]);
  });

  it("O2: no order has an outcome that no sequence has", () => {
    const { pairs, moments, findings } = totals;
    const what = "pairs of actions in every order of their steps, with crashes";
    report({ promise: "O2", what, measured: `${findings} findings in ${pairs} pairs, ${moments} moments`, limit: "0" });
    expect(findings).toBe(0);
    expect(pairs).toBeGreaterThan(0);
  });
});
