import { perform, run } from "@tiauth/protocol";
import type { SyncUserHandlers, UserHandlers } from "./handlers.ts";
import { type Answer, type HandleOptions, interpret } from "./interpret.ts";

/**
 * Answers one request of Tiauth's with one function per action.
 *
 * @param body the request body exactly as it was received.
 * @param handlers the application's seven functions, synchronous or not.
 * @returns the HTTP status and JSON body to answer with.
 * @throws whatever a handler throws, and a `TypeError` or zod error if its answer is not what the action declares; unless
 *   there is an `onError`, or it is a `Conflict`.
 */
export async function handleRequest(
  body: string,
  handlers: UserHandlers,
  options: HandleOptions = {},
): Promise<Answer> {
  // `perform` hands on what the handler returns; where that is a promise, the `async` around it waits.
  return run(interpret(body, options), async (call) => perform(handlers as SyncUserHandlers, call, call));
}

/** {@link handleRequest} for handlers that answer at once: nothing is awaited between request and answer. */
export function handleRequestSync(body: string, handlers: SyncUserHandlers, options: HandleOptions = {}): Answer {
  return run(interpret(body, options), (call) => perform(handlers, call, call));
}
