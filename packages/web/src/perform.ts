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
 * Has the auth server perform an action. A session that is found to have run out is renewed, where the server does that: who
 * asks sees a session that stands. Rejects if there is no answer, or none of a Tiauth server.
 */
export async function perform(call: Call, ask: Ask): Promise<WireResult> {
  if (call.action !== "get_session") return askOnce(call, ask);
  const looked = await askTwice(call, ask);
  if (looked.ok || looked.error_code !== "invalid_session_token") return looked;
  try {
    return await askTwice({ ...call, action: "renew_session" }, ask);
  } catch (error) {
    if (isNotTaken(error)) return looked;
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
