import * as fc from "fast-check";
import type * as z from "zod/mini";

const wholeText = fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 });
const base64 = fc.uint8Array({ maxLength: 48 }).map((bytes) => btoa(String.fromCharCode(...bytes)));

/** Values that a schema takes from the wire. Knows the kinds of schemas that this package and its users declare. */
export function validOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod; // all the schemas that zod has
  switch (def.type) {
    case "string":
      return "format" in def ? base64 : wholeText;
    case "number": // as seconds that a Date can be, or an int32
      return fc.integer({ min: 0, max: "format" in def && def.format === "safeint" ? 8_640_000_000_000 : 2 ** 31 - 1 });
    case "boolean":
      return fc.boolean();
    case "literal":
      return fc.constantFrom(...def.values);
    case "nullable":
      return fc.option(validOf(def.innerType), { nil: null });
    case "optional":
      return validOf(def.innerType);
    case "unknown":
      return fc.jsonValue();
    case "union":
      return fc.oneof(...def.options.map((option) => validOf(option)));
    case "intersection":
      return fc
        .tuple(validOf(def.left), validOf(def.right))
        .map(([left, right]) => ({ ...Object(left), ...Object(right) }));
    case "array":
      return fc.array(validOf(def.element), { maxLength: 3 });
    case "pipe":
      return validOf(def.in);
    case "object":
      return objectOf(def.shape);
    default:
      throw new Error(`no values of ${def.type} are known`);
  }
}

const objectOf = (shape: z.core.$ZodShape) => {
  const fields = Object.entries(shape);
  return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, validOf(field)])), {
    requiredKeys: fields.flatMap(([name, field]) => (field._zod.def.type === "optional" ? [] : [name])),
    noNullPrototype: true,
  });
};

/** What no schema expects: other types, limits, broken text, odd objects. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(undefined, null, "", "\ud800", "a\udfff", "====", "AA", "A===", "AP8=\n", "x".repeat(256)),
  fc.constantFrom("🦊".repeat(200), "é".repeat(255), "A".repeat(1028), "A".repeat(1024)),
  fc.constantFrom(
    -0,
    -1,
    1.5,
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 53,
    8_640_000_000_001,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ),
  fc.constantFrom(new Date(Number.NaN), new Date(-1), new Date(1_999), new Uint8Array(769), new Uint8Array(2), [], {}),
  fc.anything({ withDate: true, withNullPrototype: true, withTypedArray: true }),
);

const strangeNames = ["__proto__", "constructor", "toString", "hasOwnProperty", "extra", "id", "userId", "user_id"];

/** The value, somewhat spoilt: a field replaced, missing, added or inherited; the same again within its fields. */
export const spoilt = (value: unknown): fc.Arbitrary<unknown> => {
  if (typeof value !== "object" || value === null || value instanceof Date || value instanceof Uint8Array)
    return strange;
  const names = fc.constantFrom(...Object.keys(value), ...strangeNames);
  const within = names.chain((name) =>
    spoilt(Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined).map((field) =>
      having(value, name, field),
    ),
  );
  return fc.oneof(
    { arbitrary: within, weight: 6 },
    { arbitrary: names.map((name) => without(value, name)), weight: 2 },
    fc.constantFrom(Object.create(value), Object.assign(Object.create(null), value), Object.assign([], value)),
    fc.constant(Object.assign(Object.create({ inherited: 1 }), value)),
    strange,
  );
};

/** An own field, as JSON makes one even of `__proto__`. */
const having = (value: object, name: string, field: unknown) =>
  Object.defineProperty({ ...value }, name, { value: field, enumerable: true, configurable: true, writable: true });

const without = (value: object, name: string) =>
  Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
