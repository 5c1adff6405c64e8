import { postTo, TransportError } from "@tiauth/client";
import { type ClientContext, clientContextHeader, signClientContext } from "@tiauth/protocol";

/**
 * Sends the body of an action to an auth server and resolves with the body of its 200 answer: a `Send` as `createClient` takes
 * it, which may also hear who the person is that the action is for.
 */
export type AuthServer = (body: string, signal: AbortSignal, context: ClientContext) => Promise<string>;

export interface AuthServerOptions {
  readonly sharedSecret?: string | undefined;
  readonly timeoutSeconds: number;
}

/** One that is reached over HTTP, if it is not a function already. It gives up when the time is up. */
export function reachAuthServer(authServer: string | URL | AuthServer, options: AuthServerOptions) {
  const send = typeof authServer === "function" ? authServer : overHttp(authServer, options.sharedSecret);
  return (body: string, context: ClientContext): Promise<string> => {
    const signal = AbortSignal.timeout(options.timeoutSeconds * 1000);
    const timeout = new Promise<never>((_, reject) => {
      const giveUp = () => reject(new TransportError(`No answer within ${options.timeoutSeconds} s.`));
      signal.addEventListener("abort", giveUp, { once: true });
    });
    return Promise.race([send(body, signal, context), timeout]);
  };
}

function overHttp(url: string | URL, sharedSecret: string | undefined): AuthServer {
  return async (body, signal, context) => {
    const headers = sharedSecret
      ? { [clientContextHeader]: await signClientContext(context, { body, secret: sharedSecret }) }
      : undefined;
    return postTo(url, { headers })(body, signal);
  };
}
