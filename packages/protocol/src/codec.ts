import * as z from "zod/mini";

/**
 * What came in (parsed JSON), by its schema, in TypeScript's form.
 *
 * @throws {z.core.$ZodError} if it is not as declared.
 */
export const decode = <S extends z.core.$ZodType>(schema: S, value: unknown): z.output<S> =>
  z.decode(schema, value as z.input<S>); // unknown until decoded: that is what decoding is for

/**
 * A value by its schema, in the form of the wire or of the storage: what `JSON.stringify` takes.
 *
 * @throws {z.core.$ZodError} if it is not as declared.
 */
export const encode = <S extends z.core.$ZodType>(schema: S, value: z.output<S>): z.input<S> => z.encode(schema, value);
