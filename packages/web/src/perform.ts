import { TransportError } from "@tiauth/client";
import type { ActionName } from "@tiauth/protocol";

type Fields = Readonly<Record<string, unknown>>;

/** An action's result by its names on the wire. */
export type WireResult =
  | { readonly ok: true; readonly action_invocation_id: string; readonly values: Fields }
  | { readonly ok: false; readonly action_invocation_id: string; readonly error_code: string };

/** Posts a body to the auth server, resolves with the body of its 200 answer. */
export type Ask = (body: string) => Promise<string>;

interface Call {
  readonly action: ActionName;
  readonly arguments: Fields;
}

/**
 * Has the auth server perform an action. A session that is found to have run out is renewed, where the server does that, and
 * the action asked for again, which was refused before it did anything: who asks sees a session that stands. Rejects if there
 * is no answer, or none of a Tiauth server.
 */
export async function perform(call: Call, ask: Ask): Promise<WireResult> {
  const isLookAtSession = call.action === "get_session";
  const result = await (isLookAtSession ? askTwice : askOnce)(call, ask);
  if (result.ok || result.error_code !== "invalid_session_token" || call.action === "renew_session") return result;
  const renewed = await renew(call, ask);
  if (!renewed) return result;
  return isLookAtSession || !renewed.ok ? renewed : askOnce(call, ask);
}

/** Undefined where the server does not do that. */
async function renew({ arguments: { session_token } }: Call, ask: Ask): Promise<WireResult | undefined> {
  try {
    return await askTwice({ action: "renew_session", arguments: { session_token } }, ask);
  } catch (error) {
    if (isNotTaken(error)) return undefined;
    throw error;
  }
}

/** An auth server that does not know the action, or is told not to take it. */
const isNotTaken = (error: unknown) =>
  error instanceof TransportError && ["unknown_action", "action_not_allowed"].includes(error.code ?? "");

/** What a conflict was about is over when the answer comes. */
async function askTwice(call: Call, ask: Ask): Promise<WireResult> {
  const result = await askOnce(call, ask);
  return result.ok || result.error_code !== "internal_conflict" ? result : askOnce(call, ask);
}

async function askOnce({ action, arguments: args }: Call, ask: Ask): Promise<WireResult> {
  return readResult(await ask(JSON.stringify({ action, arguments: args })));
}

/** Takes over what an action's result has, and nothing else. */
function readResult(body: string): WireResult {
  const { ok, action_invocation_id, values, error_code }: Fields = Object(parse(body));
  if (typeof action_invocation_id === "string") {
    if (ok === true && typeof values === "object") return { ok, action_invocation_id, values: { ...values } };
    if (ok === false && typeof error_code === "string") return { ok, action_invocation_id, error_code };
  }
  throw new TransportError("The answer is not that of a Tiauth server.", { status: 200 });
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
