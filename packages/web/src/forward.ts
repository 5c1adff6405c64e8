import { TransportError } from "@tiauth/client";
import type { ActionRequest } from "./action-request.ts";
import { type Answer, bodyTooLarge, invalidCookie, notTaken, refusal, unavailable } from "./answer.ts";
import type { Asker } from "./asker.ts";
import type { AskFor } from "./auth-server.ts";
import type { Jar } from "./jar.ts";
import { perform } from "./perform.ts";
import { type Success, settle } from "./settle.ts";
import {
  isTokenKind,
  kindRefusedBy,
  refusalOf,
  type TokenKind,
  type Tokens,
  tokensTakenBy,
  valuesShownBy,
} from "./tokens.ts";

export interface ForwardOptions {
  readonly ask: AskFor;
  readonly onSuccess: (success: Success) => void;
  readonly onError: (error: unknown) => void;
}

export type Forward = (request: ActionRequest, asker: Asker) => Promise<Answer>;

/**
 * Performs an action for somebody: token arguments come from their cookies, and tokens in the answer go there. Never rejects;
 * no answer has a token.
 */
export function createForward({ ask, onSuccess, onError }: ForwardOptions): Forward {
  return async ({ action, arguments: given }, { jar, context }) => {
    const tokens = await findTokens(tokensTakenBy(action), jar);
    if (tokens === "refused") return invalidCookie;
    if ("missing" in tokens) return refusal(refusalOf(action, tokens.missing));
    const args = { ...plain(without(isTokenKind, given)), ...tokens.found };
    try {
      const result = await perform({ action, arguments: args }, (body) => ask(body, context));
      if (!result.ok) {
        const refused = kindRefusedBy(action, result.error_code);
        if (refused) jar.clear(refused);
        return { status: 200, body: JSON.stringify(result) };
      }
      const success = { action, arguments: given, tokens: tokens.found };
      onSuccess(success);
      await settle(success, result.values, jar);
      const shown = new Set(valuesShownBy(action));
      const values = without((name) => !shown.has(name), result.values);
      return { status: 200, body: JSON.stringify({ ...result, values }) };
    } catch (error) {
      return unanswered(error, onError);
    }
  };
}

/** All that an action takes; or the first that is missing; or that one of the cookies is forged or stale. */
async function findTokens(
  kinds: readonly TokenKind[],
  jar: Jar,
): Promise<{ readonly found: Tokens } | { readonly missing: TokenKind } | "refused"> {
  const found: Record<TokenKind, string> = {};
  const all = await Promise.all(kinds.map(async (kind) => ({ kind, ...(await jar.find(kind)) })));
  if (all.some(({ state }) => state === "refused")) return "refused";
  for (const each of all) {
    if (each.state !== "good") return { missing: each.kind };
    found[each.kind] = each.token;
  }
  return { found };
}

const without = (isLeftOut: (name: string) => boolean, fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !isLeftOut(name)));

/** No action takes an object: what somebody nests is not even written down, so deep it may go. */
const plain = (fields: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value !== "object"));

/** Codes that are about the request of whoever asked. */
const theirs = ["invalid_arguments", "unknown_action", "action_not_allowed"];

/** What is wrong with a request is for whoever made it; what keeps the auth server from answering is for the operator. */
function unanswered(error: unknown, onError: (error: unknown) => void): Answer {
  if (error instanceof TransportError) {
    const { status, code = "", message, retryAfterSeconds = 1 } = error;
    if (status === 400 && theirs.includes(code))
      return notTaken(400, { code, message: message.replace(/^HTTP \d+: /, "") });
    if (status === 413) return bodyTooLarge; // with the tokens
    if ((status === 429 || status === 503) && code)
      return notTaken(status, { code, message: "Try again later." }, { "Retry-After": String(retryAfterSeconds) });
  }
  onError(error);
  return unavailable;
}
