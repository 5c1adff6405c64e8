import { createEndpoint } from "./endpoint.ts";
import { handleRequest } from "./handle-request.ts";
import type { UserHandlers } from "./handlers.ts";
import type { HandleOptions } from "./interpret.ts";

export interface HandlerOptions extends HandleOptions {
  readonly handlers: UserHandlers;
  /** The secret shared with Tiauth. Without one anybody is answered: only where nobody else can connect. */
  readonly secret?: string | undefined;
}

/**
 * A whole user server as one function of Web-standard requests, for `Deno.serve`, `Bun.serve`, hono or a worker.
 *
 * @returns a function that answers what `createEndpoint` and `handleRequest` say; without `onError` it rejects with what a
 *   handler throws, for the framework around it to log and to answer 500.
 * @throws {RangeError} at once if the secret is empty.
 */
export function createHandler({ handlers, secret, onError }: HandlerOptions): (request: Request) => Promise<Response> {
  return createEndpoint({ secret, answer: (body) => handleRequest(body, handlers, { onError }) });
}
