import { TestRunner } from "vitest";
import type { Figure } from "./figure.ts";

declare module "vitest" {
  interface TaskMeta {
    /** What the case has reported so far. */
    figures?: readonly Omit<Figure, "test">[];
  }
}

/**
 * Adds a figure to the table at the end of the run: `report({ promise: "U4", what: "user server down for 2 s",
 * measured: "0.8 s", limit: "3 s" })`. Before the figure is asserted, so that it is there when the case fails; the verdict is
 * whether the case passed. With the same `promise` and `what` again, the later figure counts.
 *
 * @throws {Error} outside of a case (in `beforeAll` for instance), since there is no verdict then.
 */
export function report(figure: Omit<Figure, "test">): void {
  const test = TestRunner.getCurrentTest();
  if (!test) throw new Error(`The figure "${figure.what}" belongs to no case.`);
  test.meta.figures = [...(test.meta.figures ?? []), figure];
}

/** A time as figures have it, to a tenth of a second: `"0.8 s"`. */
export const inSeconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** A short time as figures have it: `"12 ms"`. */
export const inMilliseconds = (milliseconds: number): string => `${Math.round(milliseconds)} ms`;

/** How long it took, in milliseconds, on a clock that nobody sets; and what came of it. */
export async function timed<T>(work: () => Promise<T>): Promise<{ readonly milliseconds: number; readonly value: T }> {
  const startedAt = performance.now();
  const value = await work();
  return { milliseconds: performance.now() - startedAt, value };
}
