import type * as undici from "undici";
import { buildConnector, errors } from "./undici.ts";

/** There is no connection. */
export class NotConnected extends Error {
  override readonly name = "NotConnected";
  /** The system's or TLS's name of what went wrong, `ECONNREFUSED` for instance. */
  readonly code: string;

  constructor(cause: Error) {
    super(cause.message, { cause });
    this.code = "code" in cause ? String(cause.code) : "unknown failure";
  }
}

/**
 * Opens connections for an undici pool: TCP and, for `https:`, the TLS handshake together take at most `timeoutSeconds`.
 * undici's own connect timer runs in ticks of half a second and is up to a second late. What fails, fails with
 * {@link NotConnected}.
 */
export function connectWithin(timeoutSeconds: number): undici.buildConnector.connector {
  return (target, callback) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), timeoutSeconds * 1000);
    const connect = buildConnector({ timeout: 0, signal: controller.signal });
    connect(target, (...outcome) => {
      clearTimeout(timer);
      const [error] = controller.signal.aborted ? [new errors.ConnectTimeoutError()] : outcome;
      if (error) callback(new NotConnected(error), null);
      else callback(...outcome);
    });
  };
}
