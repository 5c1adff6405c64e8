import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { stoppedClock } from "../testing/clock.ts";
import { mapStorage } from "../testing/map-storage.ts";
import { clockSteps, limits, type Step, schedules } from "../testing/schedule.ts";
import { scheduledStorage } from "../testing/scheduled-storage.ts";
import type { Limit } from "./bucket.ts";
import { Conflict } from "./conflict.ts";
import { type RateLimit, rateLimit, spend } from "./rate-limit.ts";

// The pauses between attempts at a lost race, as short as they can be.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

const callers = (steps: fc.Arbitrary<number>) =>
  fc.array(
    schedules(steps).map((schedule) => schedule.slice(0, 6)),
    { minLength: 2, maxLength: 4 },
  );

const processes = fc.integer({ min: 1, max: 4 });

interface Race {
  readonly limit: Limit;
  readonly scheduler: fc.Scheduler;
  /** What each caller does, one after the other. */
  readonly callers: readonly (readonly Step[])[];
  /** On so many processes. */
  readonly processes: number;
}

/** Lets the callers go at the same time over a storage far away. */
async function race({ limit, scheduler, callers, processes }: Race) {
  const clock = stoppedClock();
  const storage = mapStorage();
  const options = { now: clock.now, name: "guess", limit };
  const limitsOfProcesses = Array.from({ length: processes }, () =>
    rateLimit({ ...options, storage: scheduledStorage(scheduler, storage) }),
  );
  const moveClock = scheduler.scheduleFunction(async (milliseconds: number) => clock.move(milliseconds));
  let [through, givenBack, forwardMs] = [0, 0, 0];
  const take = async (limited: RateLimit, step: Step) => {
    if (typeof step === "number") {
      forwardMs += Math.max(0, step);
      return moveClock(step);
    }
    const answer = await limited[step]("ada");
    if (step === "take" && answer) through += 1;
    if (step === "giveBack") givenBack += 1;
  };
  const caller = async (steps: readonly Step[], index: number) => {
    const limited = limitsOfProcesses[index % processes] ?? expect.fail("no such process");
    for (const step of steps)
      await take(limited, step).catch((error) => {
        if (!(error instanceof Conflict)) throw error;
      });
  };
  await scheduler.waitFor(Promise.all(callers.map(caller)));
  const alone = rateLimit({ ...options, storage });
  let left = 0;
  while (await alone.take("ada")) left += 1;
  return { through, givenBack, forwardMs, left };
}

describe("L1: callers who race for tokens", () => {
  it(
    "get no more than the burst and what was earned and given back, over any schedule and any steps of the clock",
    () =>
      fc.assert(
        fc.asyncProperty(
          limits,
          fc.scheduler(),
          callers(clockSteps),
          processes,
          async (limit, scheduler, callers, processes) => {
            const { through, givenBack, forwardMs, left } = await race({ limit, scheduler, callers, processes });
            const earned = Math.floor(forwardMs / Math.round(limit.intervalSeconds * 1000));
            expect(through + left).toBeLessThanOrEqual(limit.burst + earned + givenBack);
          },
        ),
        { numRuns: 500 },
      ),
    60_000,
  );

  it(
    "lose none: what nobody got is still there",
    () =>
      fc.assert(
        fc.asyncProperty(
          limits,
          fc.scheduler(),
          callers(fc.constant(0)),
          processes,
          async (limit, scheduler, callers, processes) => {
            const taking = callers.map((steps) => steps.filter((step) => step !== "giveBack"));
            const { through, left } = await race({ limit, scheduler, callers: taking, processes });
            expect(through + left).toBe(limit.burst);
          },
        ),
        { numRuns: 500 },
      ),
    60_000,
  );

  it(
    "who fail after they took one give it back, so that only those count who did not",
    () =>
      fc.assert(
        fc.asyncProperty(fc.scheduler(), fc.array(fc.boolean(), { maxLength: 3 }), async (scheduler, fails) => {
          const storage = mapStorage();
          const options = { now: stoppedClock().now, name: "guess", limit: { burst: 6, intervalSeconds: 60 } };
          const limited = rateLimit({ ...options, storage: scheduledStorage(scheduler, storage) });
          const spent = fails.map((isFailing) =>
            spend(limited, "ada", async () => {
              if (isFailing) throw new Error("mail server down");
            }).then(
              () => "spent",
              (error: unknown) => (error instanceof Conflict ? "conflict" : "failed"),
            ),
          );
          const outcomes = await scheduler.waitFor(Promise.all(spent));
          const alone = rateLimit({ ...options, storage });
          let left = 0;
          while (await alone.take("ada")) left += 1;
          expect(6 - left).toBe(outcomes.filter((outcome) => outcome === "spent").length);
        }),
        { numRuns: 500 },
      ),
    60_000,
  );
});
