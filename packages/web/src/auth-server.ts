import { postTo, TransportError } from "@tiauth/client";
import { type ClientContext, clientContextHeader, signClientContext } from "@tiauth/protocol";

/**
 * Sends the body of an action to an auth server and resolves with the body of its 200 answer: a `Send` as `createClient` takes
 * it, which may also hear who the action is for. Should give up when `signal` aborts.
 */
export type AuthServer = (body: string, signal: AbortSignal, context: ClientContext) => Promise<string>;

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
      return await Promise.race([timeout, send(body, controller.signal, context)]);
    } finally {
      clearTimeout(timer);
    }
  };
}

function postSigned(url: string | URL, sharedSecret: string | undefined): AuthServer {
  return async (body, signal, context) => {
    const signed = sharedSecret && (await signClientContext(context, { body, secret: sharedSecret }));
    return postTo(url, { headers: signed ? { [clientContextHeader]: signed } : {} })(body, signal);
  };
}
