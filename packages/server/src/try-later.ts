import { requestErrorBody } from "@tiauth/protocol";

/** Not now: HTTP 429 if this caller asked too often, 503 if the machine has too much to do. */
export class TryLater extends Error {
  override readonly name = "TryLater";
  readonly status: 429 | 503;
  readonly retryAfterSeconds: number;

  constructor(status: 429 | 503, retryAfterSeconds: number) {
    super(status === 429 ? "Too many requests from this client address." : "The server has too much to do.");
    this.status = status;
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterSeconds));
  }

  get code() {
    return this.status === 429 ? "too_many_requests" : "overloaded";
  }

  /** The body to answer with, as JSON. */
  toBody(): string {
    return requestErrorBody(this);
  }
}
