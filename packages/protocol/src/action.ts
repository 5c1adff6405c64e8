import type * as z from "zod/mini";
import type { Err, Ok, Result } from "./result.ts";
import { wire } from "./wire.ts";

/** Codes that every action may answer; never listed per action, never returned by a handler. */
export const commonErrors = ["internal_error", "internal_conflict"] as const;
export type CommonError = (typeof commonErrors)[number];

/** Declares one action: what goes in, what comes out, every way it can refuse. Keys are the wire's names. */
export function action<
  const A extends z.core.$ZodShape,
  const V extends z.core.$ZodShape = Record<never, never>,
  const E extends string = never,
>(spec: { readonly summary: string; readonly arguments: A; readonly values?: V; readonly errors?: readonly E[] }) {
  return {
    summary: spec.summary,
    arguments: wire(spec.arguments),
    // Without `values` V is its default, the empty shape.
    values: wire(spec.values ?? ({} as V)),
    errors: spec.errors ?? [],
  };
}

export interface AnyAction {
  readonly summary: string;
  readonly arguments: z.core.$ZodType;
  readonly values: z.core.$ZodType;
  readonly errors: readonly string[];
}

/** Whether an action, by its wire name, only looks: it decides nothing about anybody. */
export const isLook = (action: string) => /^(get|list)_/.test(action);

/** Actions by their wire name. */
export type Catalog = Readonly<Record<string, AnyAction>>;

export type Arguments<A extends AnyAction> = z.output<A["arguments"]>;
export type Values<A extends AnyAction> = z.output<A["values"]>;
export type Errors<A extends AnyAction> = A["errors"][number];

/** What a handler returns. Common errors are never returned: they are thrown, and mapped in one place. */
export type Reply<A extends AnyAction> = Result<Values<A>, Errors<A>>;

/** What a caller sees. */
export type Outcome<A extends AnyAction> = (Ok<Values<A>> | Err<Errors<A> | CommonError>) & {
  readonly actionInvocationId: string;
};

/** Which invocation this is: 24 letters, new every time, on every log line about it. */
export interface Invocation {
  readonly action: string;
  readonly actionInvocationId: string;
}

/** One decoded request, as a union discriminated by `action`. */
export type Call<C extends Catalog> = {
  [K in keyof C & string]: {
    readonly action: K;
    readonly actionInvocationId: string;
    readonly arguments: Arguments<C[K]>;
  };
}[keyof C & string];

/** One function per action: a missing, misspelt or surplus action does not compile, nor does an undeclared code. */
export type Handlers<C extends Catalog, I extends Invocation = Invocation> = {
  readonly [K in keyof C]: (args: Arguments<C[K]>, invocation: I) => Promise<Reply<C[K]>>;
};
export type SyncHandlers<C extends Catalog> = {
  readonly [K in keyof C]: (args: Arguments<C[K]>, invocation: Invocation) => Reply<C[K]>;
};

/** One scenario per action and outcome: a new action or error code does not compile until it has one. */
export type PerOutcome<C extends Catalog, Scenario> = {
  readonly [K in keyof C]: { readonly [O in "ok" | Errors<C[K]>]: Scenario };
};
