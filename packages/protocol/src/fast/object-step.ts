import { hopeless, type Step, undecided } from "./step.ts";

/** A field of an object: under which name it is found and given, and what is done to it. */
export interface Field {
  readonly from: string;
  readonly to: string;
  readonly step: Step;
  readonly mayBeMissing: boolean;
}

/** Makes a new object of the fields that are declared. What only zod takes for an object is left to zod. */
export function objectStep(fields: readonly Field[]): Step {
  if (fields.some(({ from, to, step }) => step === hopeless || isInherited(from) || isInherited(to))) return hopeless;
  return (value) => {
    if (!isPlain(value)) return undecided;
    const made: Record<string, unknown> = {};
    for (const { from, to, step, mayBeMissing } of fields) {
      const given = value[from];
      if (given === undefined && !(from in value)) {
        if (mayBeMissing) continue;
        return undecided;
      }
      const field = step(given);
      if (field === undecided) return undecided;
      made[to] = field;
    }
    return made;
  };
}

/** The names that every object seems to have, `__proto__` among them. */
const isInherited = (name: string) => name in Object.prototype;

/** An object whose fields are all its own: what JSON makes, and object literals. */
const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
