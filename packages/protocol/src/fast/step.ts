import { never, type Passes } from "./checks.ts";

/** Instead of a value: only zod can tell. The value is wrong, or unusual, or of a kind that is not known here. */
export const undecided = Symbol("undecided");

/** Makes of a value exactly what zod would make of it, or {@link undecided}. */
export type Step = (value: unknown) => unknown;

/** Of a schema that is not known here. What is made of it can tell no more. */
export const hopeless: Step = () => undecided;

/** Values that stay as they are. */
export const kept = (passes: Passes): Step =>
  passes === never ? hopeless : (value) => (passes(value) ? value : undecided);

export const orNull = (inner: Step): Step => {
  if (inner === hopeless) return hopeless;
  return (value) => (value === null ? null : inner(value));
};

/** That a field may be missing altogether is its object's to know. */
export const orUndefined = (inner: Step): Step => {
  if (inner === hopeless) return hopeless;
  return (value) => (value === undefined ? undefined : inner(value));
};

/** A list, each item by the same step. */
export const listOf = (item: Step): Step => {
  if (item === hopeless) return hopeless;
  return (value) => {
    if (!Array.isArray(value)) return undecided;
    const made = Array.from(value, item);
    return made.includes(undecided) ? undecided : made;
  };
};

/** From one form to the other: the step of the one, the change, the step of the other. */
export const changed = (before: Step, change: (value: unknown) => unknown, after: Step): Step => {
  if (before === hopeless || after === hopeless) return hopeless;
  return (value) => {
    const checked = before(value);
    return checked === undecided ? undecided : after(change(checked));
  };
};

/** The first of several forms that is the value's; they exclude each other. */
export const either = (options: readonly Step[]): Step => {
  if (options.includes(hopeless)) return hopeless;
  return (value) => {
    for (const option of options) {
      const made = option(value);
      if (made !== undecided) return made;
    }
    return undecided;
  };
};

/** A step, and a check of what it is given or of what it makes. */
export const guarded = {
  before:
    (passes: Passes, step: Step): Step =>
    (value) => {
      const made = step(value); // first, because zod checks no value of the wrong type
      return made !== undecided && passes(value) ? made : undecided;
    },
  after:
    (step: Step, passes: Passes): Step =>
    (value) => {
      const made = step(value);
      return made !== undecided && passes(made) ? made : undecided;
    },
};
