import * as z from "zod/mini";
import {
  type AnyAction,
  type Call,
  type Catalog,
  commonErrors,
  type Handlers,
  type Invocation,
  type SyncHandlers,
} from "./action.ts";
import { BadRequest } from "./bad-request.ts";
import { encode, safeDecode } from "./codec.ts";
import type { Result } from "./result.ts";

/** Whatever an action was answered with, its own type forgotten. */
export type AnyResult = Result<object, string>;

/** Which actions of a catalog one endpoint takes: without `allow` all, but never one in `block`. */
export interface Accepts {
  readonly allow?: readonly string[] | undefined;
  readonly block?: readonly string[] | undefined;
}

/**
 * Decodes one request body, yields the call, returns the body that encodes whatever it is answered with.
 * Knows nothing of I/O or promises; drive it with `run`.
 *
 * @throws {BadRequest} if the body is not a request to an action of `catalog` that `accepts` lets through.
 */
export function* dispatch<C extends Catalog>(
  catalog: C,
  body: string,
  actionInvocationId: string,
  accepts: Accepts = {},
): Generator<Call<C>, string, AnyResult> {
  const request = parseRequest(body);
  const action = findAction(catalog, request.action, accepts);
  const args = decodeArguments(action, request.arguments);

  // `findAction` found the action under this name and its own schema decoded the arguments: together they are a Call.
  const reply = yield { action: request.action, actionInvocationId, arguments: args } as Call<C>;

  return encodeReply(action, actionInvocationId, reply);
}

const requestSchema = z.object({ action: z.string(), arguments: z.custom<object>(isJsonObject) });

function isJsonObject(value: unknown) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseRequest(body: string) {
  const request = safeDecode(requestSchema, parseJson(body));
  if (request.success) return request.data;
  throw new BadRequest("invalid_request", 'The body must be an object: { "action": string, "arguments": object }.');
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new BadRequest("invalid_json", "The body is not valid JSON.");
  }
}

/** Whether an endpoint takes the action. */
export const isAccepted = (name: string, { allow, block }: Accepts): boolean =>
  !block?.includes(name) && (!allow || allow.includes(name));

function findAction(catalog: Catalog, name: string, accepts: Accepts): AnyAction {
  // hasOwn: `toString` and `__proto__` are unknown names like any other.
  const action = Object.hasOwn(catalog, name) ? catalog[name] : undefined;
  if (!action) throw new BadRequest("unknown_action", "There is no such action.");
  if (!isAccepted(name, accepts))
    throw new BadRequest("action_not_allowed", "This endpoint does not take this action.");
  return action;
}

function decodeArguments(action: AnyAction, args: unknown): unknown {
  const decoded = safeDecode(action.arguments, args);
  if (decoded.success) return decoded.data;
  const names = new Set(decoded.error.issues.map((issue) => String(issue.path[0])));
  throw new BadRequest("invalid_arguments", `Missing, or not of the declared type: ${[...names].join(", ")}.`);
}

function encodeReply(action: AnyAction, actionInvocationId: string, reply: AnyResult): string {
  if (reply.ok) {
    const values = encode(action.values, reply); // handlers are typed to return their action's values
    return JSON.stringify({ ok: true, action_invocation_id: actionInvocationId, values });
  }
  const declared = [...action.errors, ...commonErrors].includes(reply.errorCode);
  const errorCode = declared ? reply.errorCode : "internal_error";
  return errorBody(actionInvocationId, errorCode);
}

/** The body of a refusal, as JSON. */
export const errorBody = (actionInvocationId: string, errorCode: string) =>
  JSON.stringify({ ok: false, action_invocation_id: actionInvocationId, error_code: errorCode });

/** Calls the handler of a call: the one place where an action and its handler meet. */
export function perform<C extends Catalog, I extends Invocation>(
  handlers: Handlers<C, I>,
  call: Call<C>,
  invocation: I,
): Promise<AnyResult>;
export function perform<C extends Catalog>(handlers: SyncHandlers<C>, call: Call<C>, invocation: Invocation): AnyResult;
export function perform(
  // `never` arguments: action and handler are correlated by name, which TypeScript cannot express for a union.
  handlers: Readonly<Record<string, (args: never, invocation: never) => unknown>>,
  call: Call<Catalog>,
  invocation: Invocation,
) {
  return handlers[call.action]?.(call.arguments as never, invocation as never);
}
