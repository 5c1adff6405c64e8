import type { IncomingMessage } from "node:http";

/** The headers about other origins that the answer to a request needs. */
export type CrossOrigin = (
  request: Pick<IncomingMessage, "method" | "headers" | "url">,
) => Readonly<Record<string, string>>;

/**
 * CORS by an exact list, never with credentials: a token in a body needs none.
 * `Vary` stands on every answer once there is a list, so that no cache hands one origin's answer to another.
 *
 * @param allowed exact origins; empty sends no CORS headers at all.
 */
export function allowOrigins(allowed: readonly string[]): CrossOrigin {
  return allowed.length === 0 ? () => ({}) : allowOriginsThat((origin) => allowed.includes(origin));
}

/** The same by a rule instead of a list. */
export function allowOriginsThat(isAllowed: (origin: string) => boolean): CrossOrigin {
  return ({ method, headers: { origin } }) => {
    if (origin === undefined || !isAllowed(origin)) return { Vary: "Origin" };
    return {
      Vary: "Origin",
      "Access-Control-Allow-Origin": origin,
      ...(method === "OPTIONS" ? preflightHeaders : { "Access-Control-Expose-Headers": "Retry-After" }),
    };
  };
}

const preflightHeaders = {
  "Access-Control-Allow-Methods": "POST",
  "Access-Control-Allow-Headers": "content-type",
  "Access-Control-Max-Age": "600",
} as const;
