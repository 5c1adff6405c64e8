import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { completions } from "../completions.ts";
import { succeeded, type UserServerAction } from "../harness/index.ts";
import { type HostileWorld, startHostileWorld } from "./hostile-world.ts";
import { hostile } from "./hostilities.ts";
import { tally } from "./load.ts";
import { report } from "./report.ts";

let world: HostileWorld;
beforeAll(async () => {
  world = await startHostileWorld();
});
afterAll(() => world.close());

const atOnce = 50;
/** Long enough that all have begun before the first is answered. */
const slowSeconds = 0.7;

type Mood = readonly [what: string, turn: (writes: readonly UserServerAction[]) => void];
const moods: readonly Mood[] = [
  ["is slow", () => world.userServer.turn(hostile.delaying(slowSeconds))],
  [
    "loses the answer to a write",
    (writes) => world.userServer.turn(hostile.closingAfter(), { actions: writes, times: 1 }),
  ],
];

describe.each(moods)("O2: while the user server %s, of 50 that complete at once", (mood, turn) => {
  it.each(completions)("%s, exactly one does", async (_, prepare) => {
    const { complete, writes } = await prepare(world, await world.signUp());
    turn(writes);
    const results = await Promise.all(Array.from({ length: atOnce }, complete)).finally(world.userServer.behave);

    const outcomes = tally(results.map((result) => (result.ok ? "ok" : result.errorCode)));
    const others = Object.keys(outcomes).filter((code) => !/^(ok|internal_conflict|invalid_\w+_token)$/.test(code));
    const what = `50 completes at once while the user server ${mood}`;
    report({ promise: "O2", what, measured: `${outcomes.ok ?? 0} ok`, limit: "1" });
    expect(others).toEqual([]);
    expect(outcomes.ok).toBe(1);
    for (const result of results)
      if (result.ok && result.sessionToken)
        await succeeded(world.client.getSession({ sessionToken: result.sessionToken }));
    expect(await complete()).toMatchObject({ errorCode: expect.stringMatching(/^invalid_\w+_token$/) });
  });
});
