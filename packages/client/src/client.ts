import { readAnswer } from "./answer.ts";
import type { CallOptions } from "./call-options.ts";
import { within } from "./deadline.ts";
import { actionNames, type Client } from "./generated/contract.ts";
import { toCamel, toSnake } from "./names.ts";
import { type PostOptions, postTo, type Send } from "./post.ts";
import { TransportError } from "./transport-error.ts";

export interface ClientOptions extends PostOptions {
  /** How long to wait for an answer; 30 by default, `Infinity` for ever. */
  readonly timeoutSeconds?: number | undefined;
}

/**
 * A client of the auth server: one method per action.
 *
 * A method resolves with `{ ok: true, actionInvocationId, …values }` or with `{ ok: false, actionInvocationId, errorCode }`:
 * a refusal is never thrown. A server that is newer than this client may refuse with a code that its types do not know.
 *
 * A method rejects with {@link TransportError} when there is no answer (not reached, timed out, any status but 200, not
 * Tiauth's answer), and with the reason of `signal` when the caller aborts. Nothing is tried again by itself.
 *
 * @param endpointOrSend where the server takes `POST`, or how to send a body to it. With a function, the options `fetch` and
 *   `headers` have no effect.
 */
export function createClient(endpointOrSend: string | URL | Send, options: ClientOptions = {}): Client {
  const send = typeof endpointOrSend === "function" ? endpointOrSend : postTo(endpointOrSend, options);
  const invoke = async (action: string, args: object, { signal }: CallOptions = {}) => {
    const body = JSON.stringify({ action, arguments: toWire(args) });
    const deadline = { timeoutSeconds: options.timeoutSeconds ?? 30, signal };
    const answer = await within(deadline, (deadlineSignal) => reach(send, body, deadlineSignal));
    return readAnswer(answer);
  };
  const methods = actionNames.map((name) => [
    toCamel(name),
    (args: object = {}, call?: CallOptions) => invoke(name, args, call),
  ]);
  // One method per wire name: what the generated interface says, built at run time.
  return Object.fromEntries(methods) as Client;
}

/** The arguments of all actions are strings: only their names change. */
const toWire = (args: object) =>
  Object.fromEntries(Object.entries(args).map(([name, value]) => [toSnake(name), value]));

async function reach(send: Send, body: string, signal: AbortSignal): Promise<string> {
  try {
    return await send(body, signal);
  } catch (cause) {
    if (cause instanceof TransportError) throw cause;
    throw new TransportError("The server was not reached, or the connection broke.", { cause });
  }
}
