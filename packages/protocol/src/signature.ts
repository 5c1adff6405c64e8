import { isStamped, stamp, type TextAt } from "./stamp.ts";

/** The header that carries the signature of a request from Tiauth: `t=<unix seconds>,v1=<64 hex digits>`. */
export const signatureHeader = "Tiauth-Signature";

const textOf =
  (body: string): TextAt =>
  (timestampSeconds) =>
    `${timestampSeconds}.${body}`;

/**
 * The value of {@link signatureHeader}: HMAC-SHA-256 over `<unix seconds>.<body>`, keyed with the shared secret.
 * Rejects if that is empty.
 */
export const signRequest = (body: string, secret: string, now: Date): Promise<string> =>
  stamp(textOf(body), secret, now);

export interface SignedRequest {
  /** The value of {@link signatureHeader}, if the request has one. */
  readonly signature: string | null | undefined;
  /** The body exactly as it was received. */
  readonly body: string;
  /** The secret shared with Tiauth. */
  readonly secret: string;
  /** The time of receipt; now by default. */
  readonly now?: Date;
  /** How far the signature's time may be off, in both directions; 300 by default. */
  readonly toleranceSeconds?: number;
}

/** Whether the request was signed with the secret, lately. Compares in constant time. A malformed header is false, an empty secret rejects. */
export function verifySignature(request: SignedRequest): Promise<boolean> {
  const { signature, body, secret, now = new Date(), toleranceSeconds = 300 } = request;
  return isStamped({ stamp: signature ?? "", textAt: textOf(body), secret, now, toleranceSeconds });
}
