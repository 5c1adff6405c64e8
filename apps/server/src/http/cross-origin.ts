import type { IncomingMessage } from "node:http";
import type { FlatHeaders } from "./write-answer.ts";

/** The headers about other origins that the answer to a request needs. */
export type CrossOrigin = (request: Pick<IncomingMessage, "method" | "headers" | "url">) => FlatHeaders;

/**
 * CORS by an exact list, never with credentials: a token in a body needs none.
 * `Vary` stands on every answer once there is a list, so that no cache hands one origin's answer to another.
 *
 * @param allowed exact origins; empty sends no CORS headers at all.
 */
export function allowOrigins(allowed: readonly string[]): CrossOrigin {
  if (allowed.length === 0) return () => none;
  const headers = new Map(allowed.map((origin) => [origin, headersFor(origin)]));
  return byOrigin((origin) => headers.get(origin));
}

/** The same by a rule instead of a list. */
export const allowOriginsThat = (isAllowed: (origin: string) => boolean): CrossOrigin =>
  byOrigin((origin) => (isAllowed(origin) ? headersFor(origin) : undefined));

const byOrigin =
  (headersOf: (origin: string) => ReturnType<typeof headersFor> | undefined): CrossOrigin =>
  ({ method, headers: { origin } }) => {
    const headers = origin === undefined ? undefined : headersOf(origin);
    if (!headers) return vary;
    return method === "OPTIONS" ? headers.preflight : headers.answer;
  };

const none: FlatHeaders = [];
const vary: FlatHeaders = ["Vary", "Origin"];

function headersFor(origin: string) {
  const allowing = [...vary, "Access-Control-Allow-Origin", origin];
  return {
    preflight: [...allowing, ...preflight],
    answer: [...allowing, "Access-Control-Expose-Headers", "Retry-After"],
  };
}

const preflight: FlatHeaders = [
  ...["Access-Control-Allow-Methods", "POST"],
  ...["Access-Control-Allow-Headers", "content-type"],
  ...["Access-Control-Max-Age", "600"],
];
