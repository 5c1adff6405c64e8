import { TransportError } from "@tiauth/client";
import type { ActionRequest } from "./action-request.ts";
import { type Jar, sessionCookieSeconds } from "./jar.ts";
import { isToken } from "./seal.ts";
import { kindEndedBy, type TokenKind, type Tokens, tokensGivenBy } from "./tokens.ts";

type Fields = Readonly<Record<string, unknown>>;

/** An action that succeeded, and the tokens that it took. */
export interface Success extends ActionRequest {
  readonly tokens: Tokens;
}

/** Lets go of the tokens that are good for nothing any more, and keeps those that were given. */
export async function settle(success: Success, values: Fields, jar: Jar): Promise<void> {
  for (const kind of endedKinds(success)) jar.clear(kind);
  for (const kind of tokensGivenBy(success.action)) {
    const token = values[kind];
    if (!isToken(token)) throw new TransportError(`The answer has no ${kind}.`, { status: 200 });
    await jar.put(kind, token, lifetimeSeconds(kind, values));
  }
}

function endedKinds({ action, arguments: args, tokens }: Success): readonly TokenKind[] {
  if (action === "complete_user_deletion") return ["user_deletion_token", "session_token"];
  const endsOwnSession = "session_id" in args && tokens.session_token?.split(".")[0] === args.session_id;
  if (endsOwnSession) return ["session_token"];
  const ended = kindEndedBy(action);
  return ended ? [ended] : [];
}

/** A flow's from beginning to end as the server says: both by its clock. */
function lifetimeSeconds(kind: TokenKind, values: Fields): number {
  if (kind === "session_token") return sessionCookieSeconds;
  const { created_at: from, expires_at: until }: Fields = Object(values[kind.replace(/_token$/, "")]);
  const seconds = Number(until) - Number(from);
  if (seconds > 0) return Math.min(Math.ceil(seconds), sessionCookieSeconds);
  throw new TransportError(`The answer does not say how long the ${kind} lives.`, { status: 200 });
}
