import * as z from "zod/mini";
import { type AnyAction, type Arguments, type Catalog, commonErrors, type Outcome } from "./action.ts";
import { encode, safeDecode } from "./codec.ts";
import { type Camel, toCamel } from "./wire.ts";

/** One method per action: arguments as one object, values beside `ok`, both checked against the contract. */
export type Caller<C extends Catalog> = {
  readonly [K in keyof C & string as Camel<K>]: Method<C[K]>;
};

type Method<A extends AnyAction> = keyof Arguments<A> extends never
  ? (args?: Arguments<A>) => Promise<Outcome<A>>
  : (args: Arguments<A>) => Promise<Outcome<A>>;

/** An answer that is not of the declared form. The message names the action and the field, never a value. */
export class InvalidAnswer extends Error {
  override readonly name = "InvalidAnswer";
}

const answerSchema = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), action_invocation_id: z.string(), values: z.unknown() }),
  z.object({ ok: z.literal(false), action_invocation_id: z.string(), error_code: z.string() }),
]);

/**
 * Calls the actions of `catalog` at whatever `send` reaches.
 *
 * @param send posts a request body, that of the action named beside it, and resolves with the body of the 200 answer;
 * whatever it rejects with is passed on.
 * @returns methods that reject with {@link InvalidAnswer} when the answer is not what the contract declares.
 */
export function createCaller<C extends Catalog>(
  catalog: C,
  send: (body: string, action: string) => Promise<string>,
): Caller<C> {
  const methods = Object.entries(catalog).map(([name, action]) => [
    toCamel(name),
    async (args: object = {}) => {
      const body = JSON.stringify({ action: name, arguments: encode(action.arguments, args) });
      return readAnswer(name, action, await send(body, name));
    },
  ]);
  // One method per entry, made from that entry's own schemas: the mapped type, built at run time.
  return Object.fromEntries(methods) as Caller<C>;
}

function readAnswer(name: string, action: AnyAction, body: string) {
  const answer = safeDecode(answerSchema, parseJson(name, body));
  if (!answer.success) throw new InvalidAnswer(`${name}: not an action result`);
  const { action_invocation_id: actionInvocationId } = answer.data;
  if (!answer.data.ok)
    return { ok: false, actionInvocationId, errorCode: declared(name, action, answer.data.error_code) };
  const values = safeDecode(action.values, answer.data.values);
  if (!values.success) throw new InvalidAnswer(`${name}: ${paths(values.error)} not as declared`);
  return { ok: true, actionInvocationId, ...Object(values.data) };
}

function declared(name: string, action: AnyAction, errorCode: string): string {
  if ([...action.errors, ...commonErrors].includes(errorCode)) return errorCode;
  throw new InvalidAnswer(`${name}: error_code not as declared`);
}

function parseJson(name: string, body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new InvalidAnswer(`${name}: not JSON`);
  }
}

const paths = (error: z.core.$ZodError) => error.issues.map((issue) => issue.path.join(".")).join(", ");
