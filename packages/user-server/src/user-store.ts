import { type Caller, createCaller, type UserServerActions, userServerActions } from "@tiauth/protocol";
import { handleRequest } from "./handle-request.ts";
import type { UserHandlers } from "./handlers.ts";
import type { HandleOptions } from "./interpret.ts";

/**
 * The handlers as the typed client that an auth server in the same process asks, with no HTTP in between.
 *
 * @returns one method per action. Without `onError`, what a handler throws rejects the call, for the auth server to report.
 */
export function userStoreFrom(handlers: UserHandlers, options: HandleOptions = {}): Caller<UserServerActions> {
  return createCaller(userServerActions, async (body) => (await handleRequest(body, handlers, options)).body);
}
