import type * as z from "zod/mini";

/** True if a value is certainly as a check demands. False may also mean that only zod can tell. */
export type Passes = (value: unknown) => boolean;

/** Of nothing that checks. */
export const always: Passes = () => true;

/** Of what is not known here. */
export const never: Passes = () => false;

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

const stringFormats: Readonly<Record<string, Passes>> = {
  base64: (value) => typeof value === "string" && value.length % 4 === 0 && base64.test(value),
};

const numberFormats: Readonly<Record<string, Passes>> = {
  safeint: Number.isSafeInteger,
  int32: (value) => Number.isInteger(value) && Number(value) >= -(2 ** 31) && Number(value) < 2 ** 31,
};

/** A string, of that format if the schema has one. */
export const isString = (format: string | undefined): Passes =>
  format === undefined ? (value) => typeof value === "string" : (stringFormats[format] ?? never);

/** A number, of that format if the schema has one. */
export const isNumber = (format: string | undefined): Passes =>
  format === undefined ? Number.isFinite : (numberFormats[format] ?? never);

export const isBoolean: Passes = (value) => typeof value === "boolean";

export const isDate: Passes = (value) => value instanceof Date && !Number.isNaN(value.getTime());

export const isOneOf = (values: readonly unknown[]): Passes =>
  values.length === 1 ? (value) => value === values[0] : (value) => values.includes(value);

/** Of a refinement. A promise, or whatever else is merely truthy, is left to zod. */
export const isTrueOf =
  (predicate: (value: unknown) => unknown): Passes =>
  (value) =>
    predicate(value) === true;

/** All of a schema's checks in one. */
export const allOf = (checks: readonly z.core.$ZodCheck<never>[]): Passes => checks.map(passesOf).reduce(both, always);

/** One check, then the other. */
export const both = (first: Passes, second: Passes): Passes => {
  if (first === never || second === never) return never;
  if (first === always) return second;
  return second === always ? first : (value) => first(value) && second(value);
};

function passesOf(check: z.core.$ZodCheck<never>): Passes {
  // Every check of zod is one of these, or has a name that falls through.
  const { def } = (check as z.core.$ZodChecks | z.core.$ZodCustom | Description)._zod;
  switch (def.check) {
    case "describe":
    case "meta":
      return always;
    case "custom": // one made by `z.check` has no function of its own
      return def.fn ? isTrueOf(def.fn) : never;
    case "max_length": // in UTF-16 units: zod counts code points, of which there are at most as many
      return (value) => typeof value === "string" && value.length <= def.maximum;
    case "min_length": // so many units are at least half as many code points, rounded up
      return (value) => typeof value === "string" && value.length >= 2 * def.minimum - 1;
    case "greater_than":
      return isAbove(Number(def.value), def.inclusive);
    default:
      return never;
  }
}

const isAbove =
  (bound: number, inclusive: boolean): Passes =>
  (value) =>
    typeof value === "number" && (value > bound || (inclusive && value === bound));

interface Description {
  readonly _zod: { readonly def: { readonly check: "describe" | "meta" } };
}
