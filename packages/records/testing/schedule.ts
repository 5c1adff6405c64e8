import * as fc from "fast-check";
import type { Limit } from "../src/bucket.ts";
import { yearMs } from "./clock.ts";

const calls = ["take", "has", "giveBack"] as const;
export type Call = (typeof calls)[number];

/** One of the calls, or a step of the clock in milliseconds, forward or backward. */
export type Step = Call | number;

export const limits: fc.Arbitrary<Limit> = fc.record({
  burst: fc.integer({ min: 1, max: 6 }),
  intervalSeconds: fc
    .oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 100_000 }))
    .map((ms) => ms / 1000),
});

/** Small enough to stop just before, at and just after a token of most limits; large enough for a year. */
export const clockSteps = fc.oneof(
  fc.integer({ min: -100, max: 100 }),
  fc.integer({ min: -100_000, max: 100_000 }),
  fc.integer({ min: -yearMs, max: yearMs }),
);

export const forwardSteps = clockSteps.map(Math.abs);

const call = fc.constantFrom<Call>("take", "take", ...calls);

export const schedules = (steps: fc.Arbitrary<number>) =>
  fc.array(fc.oneof<fc.Arbitrary<Step>[]>(call, steps), { maxLength: 80 });
