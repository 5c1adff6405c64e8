import { readActionRequest } from "./action-request.ts";
import { type Answer, crossOrigin, methodNotAllowed, notTaken } from "./answer.ts";
import type { Asker } from "./asker.ts";
import { narrowed } from "./capabilities.ts";
import type { Forward } from "./forward.ts";
import { readBody } from "./read-body.ts";

export interface HandleOptions {
  readonly asker: Asker;
  readonly forward: Forward;
  /** The actions that are taken, by their names on the wire. */
  readonly accepted: ReadonlySet<string>;
  readonly isSameOrigin: boolean;
}

/** Answers a script's request for an action. What is refused here reaches neither the auth server nor a parser of JSON. */
export async function handle(request: Request, options: HandleOptions): Promise<Answer> {
  if (request.method !== "POST") return methodNotAllowed;
  if (!options.isSameOrigin) return crossOrigin;
  const body = await readBody(request);
  if (typeof body !== "string") return body;
  const asked = readActionRequest(body);
  if ("status" in asked) return asked;
  if (!options.accepted.has(asked.action)) return actionNotAllowed;
  const answer = await options.forward(asked, options.asker);
  return asked.action === "get_capabilities" ? narrowed(answer, options.accepted) : answer;
}

const actionNotAllowed = notTaken(400, {
  code: "action_not_allowed",
  message: "This endpoint does not take this action.",
});
