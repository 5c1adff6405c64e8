import {
  type AnyResult,
  BadRequest,
  type CommonError,
  dispatch,
  errorBody,
  type Invocation,
  newId,
  userServerActions,
} from "@tiauth/protocol";
import { Conflict } from "./conflict.ts";
import type { UserEffect } from "./handlers.ts";

/** What to answer over HTTP: 200 with a result, or 400 if the request was malformed. `body` is JSON. */
export interface Answer {
  readonly status: 200 | 400;
  readonly body: string;
}

/** Something that a handler threw, or an answer of a handler that is not as the contract declares it. */
export interface Accident extends Invocation {
  readonly error: unknown;
}

export interface HandleOptions {
  /**
   * Called once for everything a handler throws except {@link Conflict}; Tiauth is then answered `internal_error`. Without
   * it the error is thrown on to whoever handed in the request: never does one vanish.
   */
  readonly onError?: ((accident: Accident) => void) | undefined;
}

/**
 * Request in, answer out, with one effect in between: the interpreter below every way of writing a user server. Whoever
 * drives it performs the effect, and throws into it what went wrong there.
 */
export function* interpret(body: string, { onError }: HandleOptions): Generator<UserEffect, Answer, AnyResult> {
  const actionInvocationId = newId();
  const program = dispatch(userServerActions, body, actionInvocationId);
  let effect: UserEffect | undefined;
  try {
    let step = program.next();
    while (!step.done) {
      effect = step.value;
      step = program.next(declared(effect, yield effect));
    }
    return { status: 200, body: step.value };
  } catch (error) {
    if (!effect) return malformed(error);
    const errorCode = errorCodeFor({ action: effect.action, actionInvocationId, error }, onError);
    return { status: 200, body: errorBody(actionInvocationId, errorCode) };
  }
}

/** Holds a reply against the contract: types alone cannot, in one `switch` for all actions or in plain JavaScript. */
function declared({ action }: UserEffect, reply: AnyResult): AnyResult {
  const codes: readonly string[] = userServerActions[action].errors;
  if (reply.ok || codes.includes(reply.errorCode)) return reply;
  throw new TypeError(`${action} does not declare the error code ${reply.errorCode}`);
}

function malformed(error: unknown): Answer {
  if (error instanceof BadRequest) return { status: 400, body: error.toBody() };
  throw error;
}

function errorCodeFor(accident: Accident, onError: HandleOptions["onError"]): CommonError {
  if (accident.error instanceof Conflict) return "internal_conflict";
  if (!onError) throw accident.error;
  onError(accident);
  return "internal_error";
}
