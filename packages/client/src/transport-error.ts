export interface TransportErrorOptions {
  readonly status?: number | undefined;
  readonly code?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

/**
 * There is no answer to the action: the server was not reached, did not answer in time, did not take the request or
 * did not answer as Tiauth does. Whether the action happened is unknown unless `status` is 400, 413 or 429.
 */
export class TransportError extends Error {
  override readonly name = "TransportError";
  /** The HTTP status; undefined when no complete answer came, and for redirects in browsers, which hide it. */
  readonly status: number | undefined;
  /** Why the server did not take the request, `invalid_arguments` for instance; undefined where the body does not say. */
  readonly code: string | undefined;
  /** How many seconds to wait before trying again, if the server said so (429, 503). */
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, { status, code, retryAfterSeconds, cause }: TransportErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
