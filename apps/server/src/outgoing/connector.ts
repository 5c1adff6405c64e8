import { buildConnector, errors } from "undici";

/**
 * Opens connections for an undici pool: TCP and, for `https:`, the TLS handshake together take at most `timeoutSeconds`.
 * undici's own connect timer runs in ticks of half a second and is up to a second late.
 */
export function connectWithin(timeoutSeconds: number): buildConnector.connector {
  return (target, callback) => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), timeoutSeconds * 1000);
    const connect = buildConnector({ timeout: 0, signal: controller.signal });
    connect(target, (...outcome) => {
      clearTimeout(timer);
      if (controller.signal.aborted) callback(new errors.ConnectTimeoutError(), null);
      else callback(...outcome);
    });
  };
}
