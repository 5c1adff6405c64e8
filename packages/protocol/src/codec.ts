import * as z from "zod/mini";
import { stepOf } from "./fast/compile.ts";
import { undecided } from "./fast/step.ts";

/**
 * What came in (parsed JSON), by its schema, in TypeScript's form. Like `z.decode`, and some ten times as fast.
 *
 * @throws {z.core.$ZodError} if it is not as declared.
 */
export function decode<S extends z.core.$ZodType>(schema: S, value: unknown): z.output<S> {
  const decoded = stepOf(schema, "decode")(value);
  // Both casts: the step makes what zod makes, and zod is there to judge what is unknown.
  return decoded === undecided ? z.decode(schema, value as z.input<S>) : (decoded as z.output<S>);
}

/** The same, with the error as a value. */
export function safeDecode<S extends z.core.$ZodType>(
  schema: S,
  value: unknown,
): z.core.util.SafeParseResult<z.output<S>> {
  const decoded = stepOf(schema, "decode")(value);
  if (decoded === undecided) return z.safeDecode(schema, value as z.input<S>);
  return { success: true, data: decoded as z.output<S> };
}

/**
 * A value by its schema, in the form of the wire or of the storage: what `JSON.stringify` takes. Like `z.encode`.
 *
 * @throws {z.core.$ZodError} if it is not as declared.
 */
export function encode<S extends z.core.$ZodType>(schema: S, value: z.output<S>): z.input<S> {
  const encoded = stepOf(schema, "encode")(value);
  return encoded === undecided ? z.encode(schema, value) : (encoded as z.input<S>);
}
