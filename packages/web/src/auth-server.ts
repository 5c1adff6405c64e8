import { postTo, TransportError } from "@tiauth/client";
import { type ClientContext, clientContextHeader, signClientContext } from "@tiauth/protocol";

/**
 * Sends the body of an action to an auth server. Resolves with the body of its 200 answer, as the `Send` of `createClient` does,
 * or with what `invoke` of a server in this process answers. Hears who the action is for; should give up when `signal` aborts.
 */
export type AuthServer = (
  body: string,
  signal: AbortSignal,
  context: ClientContext,
) => Promise<string | AuthServerAnswer>;

/** As `invoke` of `@tiauth/server` answers. */
export interface AuthServerAnswer {
  readonly status: number;
  /** JSON. */
  readonly body: string;
  readonly retryAfterSeconds?: number | undefined;
}

/** Asks the auth server to perform an action for somebody. Rejects if it does not answer in time. */
export type AskFor = (body: string, context: ClientContext) => Promise<string>;

export interface ReachOptions {
  /** With it the server is told who the action is for. */
  readonly sharedSecret?: string | undefined;
  readonly timeoutSeconds: number;
}

/** An auth server by its address, or by a function that reaches it. */
export function reachAuthServer(
  authServer: string | URL | AuthServer,
  { sharedSecret, timeoutSeconds }: ReachOptions,
): AskFor {
  const send = typeof authServer === "function" ? authServer : postSigned(authServer, sharedSecret);
  return async (body, context) => {
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new TransportError(`The auth server gave no answer within ${timeoutSeconds} s.`));
        controller.abort();
      }, timeoutSeconds * 1000);
    });
    try {
      return bodyOf(await Promise.race([timeout, send(body, controller.signal, context)]));
    } finally {
      clearTimeout(timer);
    }
  };
}

function bodyOf(answer: string | AuthServerAnswer): string {
  if (typeof answer === "string") return answer;
  const { status, body, retryAfterSeconds } = answer;
  if (status === 200) return body;
  const { code, message } = JSON.parse(body).error; // so `invoke` writes it
  throw new TransportError(message, { status, code, retryAfterSeconds });
}

function postSigned(url: string | URL, sharedSecret: string | undefined): AuthServer {
  return async (body, signal, context) => {
    const signed = sharedSecret && (await signClientContext(context, { body, secret: sharedSecret }));
    return postTo(url, { headers: signed ? { [clientContextHeader]: signed } : {} })(body, signal);
  };
}
