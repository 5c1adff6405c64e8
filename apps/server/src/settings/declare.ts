import type * as z from "zod/mini";
import type { Format } from "./formats.ts";

/** One variable, declared once: what reads it, what documents it, what it is without being set. */
export interface Declared<T = unknown> {
  /** Its name without the prefix `TIAUTH_` or `FAROE_`. */
  readonly variable: string;
  readonly format: Format<T>;
  /** What it is if it is not set, written as an operator would write it. */
  readonly fallback?: string;
  /** What the documentation shows instead of `fallback`, where that depends on the machine or on other settings. */
  readonly shownFallback?: string;
  /** One sentence. */
  readonly description: string;
  /** Never shown, and never taken from a command line, which every user of the machine can read. */
  readonly isSecret?: true;
}

/** Variables by the name their value has in the program. */
export type Declarations = Readonly<Record<string, Declared>>;

/** The values of declared variables: those without a fallback may be undefined. */
export type ValuesOf<D extends Declarations> = {
  readonly [K in keyof D]: z.output<D[K]["format"]> | (D[K] extends { readonly fallback: string } ? never : undefined);
};
