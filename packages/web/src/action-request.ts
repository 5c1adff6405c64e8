import { type PageActionName, pageActions } from "@tiauth/protocol";
import { type Answer, notTaken } from "./answer.ts";

/** What somebody asks for. The arguments are as they were sent: the auth server checks them. */
export interface ActionRequest {
  readonly action: PageActionName;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** A body as a request for an action of the contract, or what to answer instead. */
export function readActionRequest(body: string): ActionRequest | Answer {
  const request = parse(body);
  if (request === undefined) return notJson;
  const { action, arguments: args } = Object(request);
  if (typeof action !== "string" || typeof args !== "object" || args === null || Array.isArray(args))
    return notARequest;
  return isAction(action) ? { action, arguments: args } : unknownAction;
}

const isAction = (name: string): name is PageActionName => Object.hasOwn(pageActions, name);

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const notJson = notTaken(400, { code: "invalid_json", message: "The body is not valid JSON." });
const notARequest = notTaken(400, {
  code: "invalid_request",
  message: 'The body must be an object: { "action": string, "arguments": object }.',
});
const unknownAction = notTaken(400, { code: "unknown_action", message: "There is no such action." });

/** Looks change nothing. */
export const isLook = (action: PageActionName): boolean => /^(get|list)_/.test(action);
