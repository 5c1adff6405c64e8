import { fastestHmac } from "./hmac.ts";

/** The header that carries the signature of a request from Tiauth: `t=<unix seconds>,v1=<64 hex digits>`. */
export const signatureHeader = "Tiauth-Signature";

const hmac = fastestHmac(globalThis as object); // of which TypeScript knows the web's side only

function macOf(timestampSeconds: number, body: string, secret: string) {
  if (secret === "") throw new Error("the shared secret is empty"); // anybody could sign with that
  return hmac(secret, `${timestampSeconds}.${body}`);
}

/**
 * The value of {@link signatureHeader}: HMAC-SHA-256 over `<unix seconds>.<body>`, keyed with the shared secret.
 * Rejects if that is empty.
 */
export async function signRequest(body: string, secret: string, now: Date): Promise<string> {
  const timestampSeconds = Math.floor(now.getTime() / 1000);
  return `t=${timestampSeconds},v1=${await macOf(timestampSeconds, body, secret)}`;
}

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
export async function verifySignature(request: SignedRequest): Promise<boolean> {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(request.signature ?? "");
  if (!match?.[1] || !match[2]) return false;
  const timestampSeconds = Number(match[1]);
  const nowSeconds = (request.now ?? new Date()).getTime() / 1000;
  if (Math.abs(nowSeconds - timestampSeconds) > (request.toleranceSeconds ?? 300)) return false;
  return isSame(match[2], await macOf(timestampSeconds, request.body, request.secret));
}

/** In constant time: looks at every digit, wherever the first difference is. Both are 64 hex digits. */
function isSame(given: string, expected: string): boolean {
  let difference = 0;
  for (let index = 0; index < expected.length; index++)
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index);
  return difference === 0;
}
