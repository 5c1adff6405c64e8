import { run } from "@tiauth/protocol";
import type { Awaitable, UserEffect, UserReply } from "./handlers.ts";
import { type Answer, type HandleOptions, interpret } from "./interpret.ts";

/**
 * Answers one request of Tiauth's with one function for all actions: `switch (effect.action)`.
 *
 * @param body the request body exactly as it was received.
 * @param perform answers the effect, at once or with a promise.
 * @returns the HTTP status and JSON body to answer with.
 * @throws whatever `perform` throws, and a `TypeError` or zod error if its answer is not what this action declares; unless
 *   there is an `onError`, or it is a `Conflict`.
 */
export async function handleEffects(
  body: string,
  perform: (effect: UserEffect) => Awaitable<UserReply>,
  options: HandleOptions = {},
): Promise<Answer> {
  return run(interpret(body, options), async (effect) => perform(effect));
}

/** {@link handleEffects} for a `perform` that answers at once: nothing is awaited between request and answer. */
export function handleEffectsSync(
  body: string,
  perform: (effect: UserEffect) => UserReply,
  options: HandleOptions = {},
): Answer {
  return run(interpret(body, options), perform);
}
