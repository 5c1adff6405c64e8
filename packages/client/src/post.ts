import { TransportError } from "./transport-error.ts";

/**
 * Posts a body to the auth server and resolves with the body of its 200 answer. Whatever it rejects with reaches the
 * caller of the action as a {@link TransportError}, or as its `cause`. Should give up when `signal` aborts.
 */
export type Send = (body: string, signal: AbortSignal) => Promise<string>;

/** What is used of the platform's `fetch`. */
export type Fetch = (
  url: string | URL,
  request: {
    readonly method: "POST";
    readonly body: string;
    readonly headers: Record<string, string>;
    readonly redirect: "manual";
    readonly signal: AbortSignal;
  },
) => Promise<FetchResponse>;

export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
}

export interface PostOptions {
  /** Instead of the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Sent with every request; none by default, so that browsers need no preflight for another origin. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Posts to `url`. Rejects with {@link TransportError} for every status but 200, with `fetch`'s own error when there is none. */
export function postTo(url: string | URL, { fetch: post = fetch, headers }: PostOptions): Send {
  return async (body, signal) => {
    const response = await post(url, {
      method: "POST",
      body,
      // Without a content type among them fetch says text/plain, which browsers send to other origins without a preflight.
      headers: { ...headers },
      // A redirected request would show tokens and passwords to whoever it is redirected to.
      redirect: "manual",
      signal,
    });
    const answer = await response.text();
    if (response.status === 200) return answer;
    throw refused(response, answer);
  };
}

function refused({ status, headers }: FetchResponse, body: string): TransportError {
  const { code, message } = parseError(body);
  return new TransportError(`HTTP ${status}${message ? `: ${message}` : ""}`, {
    status: status || undefined, // 0 is how browsers hide a redirect
    code,
    retryAfterSeconds: parseRetryAfter(headers.get("retry-after")),
  });
}

function parseError(body: string): { code?: string; message?: string } {
  try {
    const { code, message } = JSON.parse(body).error;
    return typeof code === "string" && typeof message === "string" ? { code, message } : {};
  } catch {
    return {}; // a proxy's page, not Tiauth's answer
  }
}

/** Seconds or a date (RFC 9110 §10.2.3); undefined if it is neither, or past. */
function parseRetryAfter(value: string | null): number | undefined {
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1000);
  return seconds >= 0 ? seconds : undefined;
}
