import type { CallOptions } from "./call-options.ts";
import { type ClientOptions, createClient } from "./client.ts";
import type { Client } from "./generated/contract.ts";
import type { Send } from "./post.ts";

/** What is left of arguments or of a result when the tokens are in cookies. */
type WithoutTokens<T> = T extends unknown ? Omit<T, `${string}Token`> : never;

/** Arguments that are all gone need not be given. */
type Arguments<A> = keyof WithoutTokens<A> extends never ? [args?: Record<string, never>] : [args: WithoutTokens<A>];

type CookieMethod<M> = M extends (args: infer A, options?: CallOptions) => Promise<infer R>
  ? (...args: [...Arguments<A>, options?: CallOptions]) => Promise<WithoutTokens<R>>
  : never;

/** Signing in from a command line has nothing to do with cookies. */
type OfPages = Exclude<keyof Client, `${string}CliSignin${string}`>;

/** {@link Client} without a token in any argument or value: `@tiauth/web` keeps them in cookies that no script can read. */
export type CookieClient = { readonly [K in OfPages]: CookieMethod<Client[K]> };

/**
 * A client for scripts of an application whose own server has `@tiauth/web`: the methods of {@link createClient}, their
 * tokens gone. It rejects as that does; with status 403 where a request comes from another origin or a cookie is forged
 * or stale. That cookie is gone then.
 *
 * @param endpointOrSend where the handler of `@tiauth/web` is mounted, on the page's own origin: `"/auth"`.
 */
export function createCookieClient(endpointOrSend: string | URL | Send, options: ClientOptions = {}): CookieClient {
  // The same methods: what takes and gives tokens is the handler, which the types say.
  return createClient(endpointOrSend, options) as unknown as CookieClient;
}
