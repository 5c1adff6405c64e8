import type { IncomingMessage } from "node:http";

/** The headers about other origins that the answer to a request needs. */
export type CrossOrigin = (request: Pick<IncomingMessage, "method" | "headers">) => Readonly<Record<string, string>>;

/**
 * CORS by an exact list, never with credentials: a token in a body needs none.
 * `Vary` stands on every answer once there is a list, so that no cache hands one origin's answer to another.
 *
 * @param allowed exact origins; empty sends no CORS headers at all.
 */
export function allowOrigins(allowed: readonly string[]): CrossOrigin {
  if (allowed.length === 0) return () => ({});
  return ({ method, headers: { origin } }) => {
    if (origin === undefined || !allowed.includes(origin)) return { Vary: "Origin" };
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
