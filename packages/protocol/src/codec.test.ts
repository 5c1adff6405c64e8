import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { spoilt, validOf } from "../testing/values.ts";
import { actions } from "./actions.ts";
import { decode, encode, safeDecode } from "./codec.ts";
import { stepOf } from "./fast/compile.ts";
import * as models from "./models.ts";
import { userServerActions } from "./user-server.ts";
import { bytes, text, timestamp, wire } from "./wire.ts";

const instant = z.codec(z.int(), z.date(), { decode: (ms) => new Date(ms), encode: (date) => date.getTime() });
const flow = z.object({ sessionId: z.string(), isVerified: z.boolean(), triedAt: z.optional(instant) });
const bond = z.object({
  userId: z.string(),
  version: z.object({ counter: z.int(), identity: z.optional(z.string()) }),
});

/** Rows as other packages keep them. */
const rows = {
  flow: z.object({ secretHash: bytes, createdAt: instant, claimedAt: z.optional(instant), fields: flow }),
  boundFlow: z.object({ secretHash: bytes, createdAt: instant, fields: z.intersection(flow, bond) }),
  tagged: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("one"), at: timestamp }),
    z.object({ kind: z.literal("two"), to: z.nullable(z.string()), more: z.unknown() }),
  ]),
};

const leaves = {
  text: text("Any."),
  short: text("Short.").check(z.maxLength(255), z.minLength(1)),
  bytes,
  timestamp,
  instant,
  counter: z.int32().check(z.nonnegative()),
  whole: z.int(),
  int32: z.int32(),
};

type Named = readonly [string, z.core.$ZodType];
const ofActions = Object.entries({ ...actions, ...userServerActions }).flatMap(([name, action]): Named[] => [
  [`arguments of ${name}`, action.arguments],
  [`values of ${name}`, action.values],
]);
const schemas = fc.oneof(
  fc.constantFrom<Named>(...Object.entries(leaves)),
  fc.constantFrom<Named>(...Object.entries({ ...models, ...rows })),
  fc.constantFrom<Named>(...ofActions),
);

const node: z.ZodMiniType = z.object({
  get next() {
    return z.nullable(node);
  },
});

const onlyB = z.object({ a: z.string() }).check(z.refine(({ a }) => a === "b"));

const untagged = (tag: string) => z.object({ tag: z.optional(z.literal(tag)) });

const grumble = (value: string, { issues }: z.core.ParsePayload) => {
  issues.push({ code: "custom", input: value });
  return value;
};
const grumbling = z.codec(z.string(), z.string(), { decode: grumble, encode: grumble });

/** Schemas and checks that none of ours has, each with a value that would tell. */
const unusual: readonly (readonly [string, z.core.$ZodType, unknown])[] = [
  ["a list of something else", z.array(z.string()), ["a", 7]],
  ["a list with a gap", z.array(z.optional(z.string())), Object.assign([], { 1: "a" })],
  ["a list that is too short", z.array(z.string()).check(z.minLength(2)), ["a"]],
  ["what is like a list", z.array(z.string()), { length: 1, 0: "a" }],
  ["a format of text", z.email(), "nobody"],
  ["a pattern", z.string().check(z.regex(/^a/)), "b"],
  ["an upper bound", z.number().check(z.maximum(3)), 4],
  ["too few characters", z.string().check(z.minLength(3)), "🦊🦊"],
  ["enough characters", z.string().check(z.maxLength(3)), "🦊🦊🦊"],
  ["text that is changed", z.string().check(z.trim()), " a "],
  ["text of anything", z.object({ name: z.coerce.string() }), { name: 7 }],
  ["a default", z.object({ name: z._default(z.string(), "a") }), {}],
  ["an optional default", z.object({ name: z.optional(z._default(z.string(), "a")) }), { name: undefined }],
  ["a field that is never undefined", z.object({ name: z.exactOptional(z.string()) }), { name: undefined }],
  ["fields that may be anything", z.object({ name: z.unknown() }), {}],
  ["no other fields", z.strictObject({ name: z.string() }), { name: "a", other: 1 }],
  ["all other fields", z.looseObject({ name: z.string() }), { name: "a", other: 1 }],
  ["a name that objects inherit", wire({ value_of: z.unknown() }), {}],
  ["the name of prototypes", z.object({ ["__proto__"]: z.unknown() }), JSON.parse('{"__proto__":{"a":1}}')],
  ["a field that is there and undefined", z.object({ a: z.optional(z.string()) }), { a: undefined }],
  ["fields in common", z.intersection(z.object({ a: z.int() }), z.object({ a: timestamp })), { a: 1 }],
  ["a bound that is not allowed itself", z.number().check(z.gt(3)), 3],
  ["alternatives without a tag", z.discriminatedUnion("tag", [untagged("a"), untagged("b")]), {}],
  ["alternatives", z.union([z.literal(1), z.number()]), 1],
  ["a schema that contains itself", node, { next: { next: { next: null } } }],
  [
    "a check with issues of its own",
    z.string().check(z.check((payload) => void payload.issues.push("no" as never))),
    "a",
  ],
  ["a check that promises", z.string().check(z.refine(async () => true)), "a"],
  ["a check of an object", onlyB, { a: "a" }],
  ["a check of half an object", z.intersection(onlyB, z.object({ b: z.string() })), { a: "a", b: "b" }],
  ["a checked codec", timestamp.check(z.refine((date) => date.getTime() > 1000)), 1],
  ["a codec the other way round", z.invertCodec(wire({ pet_name: text("") })), { petName: "Rex" }],
  ["a codec with issues of its own", grumbling, "a"],
  ["a transformation", z.pipe(z.string(), z.transform(Number)), "7"],
];

/** What comes of it, comparable: a value or what is wrong. */
function outcomeOf(make: () => unknown) {
  try {
    return { value: make() };
  } catch (error) {
    return error instanceof z.core.$ZodError ? { issues: error.issues } : { thrown: String(error) };
  }
}

/** zod's functions take typed values; these are held against them with any. */
const zodDecode = (schema: z.core.$ZodType, value: unknown) => outcomeOf(() => z.decode(schema, value as never));
const zodEncode = (schema: z.core.$ZodType, value: unknown) => outcomeOf(() => z.encode(schema, value as never));

interface Sample {
  readonly name: string;
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
}

const samples = (valuesOf: (schema: z.core.$ZodType) => fc.Arbitrary<unknown>): fc.Arbitrary<Sample> =>
  schemas.chain(([name, schema]) => valuesOf(schema).map((value) => ({ name, schema, value })));
const always = (sample: fc.Arbitrary<Sample>, check: (sample: Sample) => void) =>
  fc.assert(fc.property(sample, check), { numRuns: 4000 });

const validDecoded = (schema: z.core.$ZodType) => validOf(schema).map((value) => z.decode(schema, value as never)); // valid by its making

describe("decode and encode", () => {
  test("decide on valid values without zod, as zod would", () => {
    always(samples(validOf), ({ schema, value }) => {
      const made = stepOf(schema, "decode")(value);
      expect({ value: made }).toStrictEqual(zodDecode(schema, value));
      expect({ value: stepOf(schema, "encode")(made) }).toStrictEqual(zodEncode(schema, made));
    });
  });

  test("agree with zod about whatever comes in", () => {
    always(
      samples((schema) => validOf(schema).chain(spoilt)),
      ({ schema, value }) => {
        const expected = zodDecode(schema, value);
        expect(outcomeOf(() => decode(schema, value))).toStrictEqual(expected);
        const { success, data, error } = safeDecode(schema, value);
        expect(success ? { value: data } : { issues: error?.issues }).toStrictEqual(expected);
      },
    );
  });

  test("agree with zod about whatever is to go out", () => {
    always(
      samples((schema) => validDecoded(schema).chain(spoilt)),
      ({ schema, value }) => {
        // Given as whatever it is: a handler in plain JavaScript may return anything.
        expect(outcomeOf(() => encode(schema, value as never))).toStrictEqual(zodEncode(schema, value));
      },
    );
  });

  test.each(unusual)("leave to zod what only zod knows: %s", (_, schema, value) => {
    expect(outcomeOf(() => decode(schema, value))).toStrictEqual(zodDecode(schema, value));
    expect(outcomeOf(() => encode(schema, value as never))).toStrictEqual(zodEncode(schema, value)); // any value
  });
});
