import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stoppedClock } from "../testing/clock.ts";
import { limitModel } from "../testing/limit-model.ts";
import { type Entries, mapStorage } from "../testing/map-storage.ts";
import { clockSteps, forwardSteps, limits, type Step, schedules } from "../testing/schedule.ts";
import type { Limit } from "./bucket.ts";
import { rateLimit } from "./rate-limit.ts";

function setUp(limit: Limit) {
  const clock = stoppedClock();
  const entries: Entries = new Map();
  const limited = rateLimit({ storage: mapStorage(entries), now: clock.now, name: "guess", limit });
  const model = limitModel(limit, clock.now());
  const takeAll = () => {
    let taken = 0;
    while (limited.take("ada") === true) taken += 1;
    return taken;
  };
  /** What the limit and the model answer to each call. */
  const play = (schedule: readonly Step[]) => {
    const answers: unknown[] = [];
    const expected: unknown[] = [];
    for (const step of schedule) {
      if (typeof step === "number") clock.move(step);
      else {
        answers.push(limited[step]("ada"));
        expected.push(model.call(step, clock.now()));
      }
    }
    return { answers, expected };
  };
  return { clock, entries, limited, model, takeAll, play };
}
type SetUp = ReturnType<typeof setUp>;

const anySchedule = (check: (given: SetUp, schedule: readonly Step[], limit: Limit) => void, steps = clockSteps) =>
  fc.assert(
    fc.property(limits, schedules(steps), (limit, schedule) => check(setUp(limit), schedule, limit)),
    { numRuns: 2000 },
  );

const followsTheModel = ({ play }: SetUp, schedule: readonly Step[]) => {
  const { answers, expected } = play(schedule);
  expect(answers).toEqual(expected);
};
const endsLikeTheModel = (given: SetUp, schedule: readonly Step[]) => {
  followsTheModel(given, schedule);
  const tokens = given.model.tokens(given.clock.now());
  expect(given.takeAll()).toBe(tokens);
};

describe("L1: over any schedule of calls and clock steps, a rate limit", () => {
  it("answers and holds exactly what the model says while the clock runs forward", () =>
    anySchedule(endsLikeTheModel, forwardSteps));

  it("answers and holds exactly what the model says while the clock also steps back", () =>
    anySchedule(endsLikeTheModel));

  it("lets no more through than the burst and what the time that it saw has earned", () =>
    anySchedule(({ clock, limited }, schedule, { burst, intervalSeconds }) => {
      let [through, forwardMs, seenAt] = [0, 0, clock.now().getTime()];
      for (const step of schedule) {
        if (typeof step === "number") {
          clock.move(step);
          continue;
        }
        const time = clock.now().getTime();
        forwardMs += Math.max(0, time - seenAt);
        seenAt = time;
        const answer = limited[step]("ada");
        if (step === "take" && answer === true) through += 1;
        if (step === "giveBack") through -= 1;
        expect(through).toBeLessThanOrEqual(burst + Math.floor(forwardMs / Math.round(intervalSeconds * 1000)));
      }
    }));

  it("lets everyone through who waits as long as they were told, and nobody a millisecond earlier", () =>
    anySchedule(({ clock, limited, takeAll, play }, schedule) => {
      play(schedule);
      takeAll();
      clock.move(Math.round(Number(limited.waitSeconds("ada")) * 1000) - 1);
      expect(limited.take("ada")).toBe(false);
      clock.move(1);
      expect(limited.take("ada")).toBe(true);
      expect(limited.take("ada")).toBe(false);
    }));

  it("loses nothing when its entry is removed as soon as it expires", () =>
    anySchedule((given, schedule) => {
      for (const step of schedule) {
        for (const [key, { expiresAt }] of given.entries) if (expiresAt <= given.clock.now()) given.entries.delete(key);
        followsTheModel(given, [step]);
      }
    }, forwardSteps));
});
