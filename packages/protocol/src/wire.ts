import * as z from "zod/mini";
import { fromBase64, toBase64 } from "./base64.ts";
import { renamings } from "./renaming.ts";

/** `"email_address"` → `"emailAddress"`. */
export type Camel<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S;

/** Only named keys: zod gives the empty object an index signature, under which every field would seem to exist. */
type CamelKeys<T> = { [K in keyof T as string extends K ? never : K extends string ? Camel<K> : never]: T[K] };

/** The wire's name in TypeScript: `toCamel("email_address")` is `"emailAddress"`. */
export const toCamel = <const S extends string>(name: S) =>
  // The pattern is `Camel` at run time; TypeScript cannot follow a regular expression.
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) as Camel<S>;

/** An object: snake_case on the wire, camelCase in TypeScript. Unknown fields are dropped in both directions. */
export function wire<const S extends z.core.$ZodShape>(shape: S) {
  type Encoded = z.output<z.ZodMiniObject<S>>;
  type Decoded = CamelKeys<Encoded>;
  const renamed = renamings(Object.keys(shape).map((name) => [name, toCamel(name)]));
  // Both casts: every field of the shape moves to its other name, which is what the two types say.
  return z.codec(z.object(shape), z.custom<Decoded>(isObject), {
    decode: renamed.decode as (value: object) => Decoded,
    encode: renamed.encode as (value: object) => Encoded,
  });
}

/** The names of an object's fields on the wire, in the order in which they are declared. */
export function wireNames(schema: z.core.$ZodType): readonly string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod; // all the schemas that zod has
  if (def.type === "pipe") return wireNames(def.in);
  return def.type === "object" ? Object.keys(def.shape) : [];
}

const isObject = (value: unknown) => typeof value === "object" && value !== null;

/** A string of whole Unicode characters: `JSON.parse` lets lone surrogates through, this does not. */
export const text = (description: string) =>
  z.string().check(
    z.refine((value) => value.isWellFormed()),
    z.describe(description),
  );

/** A list, to read only. `title` is the name of the model that its items are, if they are one. */
export const list = <const S extends z.core.$ZodType>(item: S, meta: { title?: string; description: string }) => {
  type List = z.ZodMiniType<readonly z.output<S>[], readonly z.input<S>[]>;
  return z.array(item).check(z.meta(meta)) as List; // that nobody changes it is said to those who read it only
};

/** Unix seconds on the wire, a `Date` in TypeScript. Fractions of a second are cut off. */
export const timestamp = z.codec(z.int().check(z.nonnegative(), z.describe("Unix seconds.")), z.date(), {
  decode: (seconds) => new Date(seconds * 1000),
  encode: (date) => Math.floor(date.getTime() / 1000),
});

/** Padded base64 on the wire, at most 1,024 characters of it; bytes in TypeScript. */
export const bytes = z.codec(
  z.base64().check(z.maxLength(1024), z.describe("Base64, padded.")),
  z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  {
    decode: fromBase64,
    encode: toBase64,
  },
);
