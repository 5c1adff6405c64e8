import { err, ok } from "@tiauth/protocol";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { secondMs } from "../testing/clock.ts";
import { invitations, refused } from "../testing/invitations.ts";
import { mapStorage } from "../testing/map-storage.ts";
import { scheduledStorage } from "../testing/scheduled-storage.ts";
import { Conflict } from "./conflict.ts";
import { singleUse } from "./single-use.ts";

const acts = ["succeed", "refuse", "fail", "die", "patch"] as const;
type Act = (typeof acts)[number];

interface Caller {
  readonly act: Act;
  /** Steps of the others that they let pass before they begin, at least. */
  readonly delay: number;
}
const callers = fc.record({ act: fc.constantFrom<Act>(...acts), delay: fc.nat(8) });
const crowds = fc.array(callers, { minLength: 1, maxLength: 5 });

/** An invitation that several callers try to use up, or write something else to, at the same time. */
async function setUp(scheduler: fc.Scheduler) {
  const { clock, entries, rows, ports, invite } = invitations();
  const { token } = await invite();
  const far = invitations({ now: clock.now, storage: scheduledStorage(scheduler, mapStorage(entries)) });
  let [inside, mostInside, uses] = [0, 0, 0];
  const pause = scheduler.scheduleFunction(async () => undefined);

  const effect = async (act: Act) => {
    inside += 1;
    mostInside = Math.max(mostInside, inside);
    await pause();
    inside -= 1;
    if (act === "die") return new Promise<never>(() => {});
    if (act === "fail") throw new Error("user server down");
    uses += 1;
    return act === "refuse" ? err("email_address_already_used") : ok();
  };
  const go = async ({ act, delay }: Caller) => {
    for (let step = 0; step < delay; step++) await pause();
    const opened = await far.rows.open(token);
    if (!opened.ok) return opened;
    if (act === "patch") return far.rows.update(opened.row, { answers: 1 });
    return singleUse(far.ports, far.rows, opened.row, () => effect(act));
  };

  return {
    clock,
    open: () => rows.open(token),
    counts: () => ({ mostInside, uses }),
    isUsed: () => uses > 0,
    ports,
    /** Until nobody can go on. What was thrown, but for conflicts and the effect's own error. */
    async crowd(them: readonly Caller[]) {
      const strange: unknown[] = [];
      for (const caller of them)
        go(caller).catch((error) => {
          const isKnown = error instanceof Conflict || (error instanceof Error && error.message === "user server down");
          if (!isKnown) strange.push(error);
        });
      await scheduler.waitIdle();
      return strange;
    },
  };
}

describe("O2: whoever races to use something up, over any schedule", () => {
  it(
    "gets in alone, and once it is used up nobody gets in again",
    () =>
      fc.assert(
        fc.asyncProperty(fc.scheduler(), crowds, crowds, async (scheduler, first, second) => {
          const { clock, open, counts, isUsed, crowd } = await setUp(scheduler);
          expect(await crowd(first)).toEqual([]);
          const wasUsed = isUsed();
          expect((await open()).ok).toBe(!wasUsed);
          clock.move(30 * secondMs); // the claims of those who died have run out
          expect(await crowd(second)).toEqual([]);
          expect(counts().mostInside).toBeLessThanOrEqual(1);
          expect(counts().uses).toBeLessThanOrEqual(1);
          if (isUsed()) expect(await open()).toEqual(refused);
        }),
        { numRuns: 2000 },
      ),
    60_000,
  );

  it(
    "leaves it usable if everybody failed or died",
    () =>
      fc.assert(
        fc.asyncProperty(fc.scheduler(), crowds, async (scheduler, crowd) => {
          const race = await setUp(scheduler);
          await race.crowd(crowd.filter(({ act }) => act !== "succeed" && act !== "refuse"));
          race.clock.move(30 * secondMs);
          await race.crowd([{ act: "succeed", delay: 0 }]);
          expect(race.counts()).toEqual({ mostInside: 1, uses: 1 });
          expect(await race.open()).toEqual(refused);
        }),
        { numRuns: 1000 },
      ),
    60_000,
  );
});
