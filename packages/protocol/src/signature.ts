const encoder = new TextEncoder();

/** The header that carries the signature of a request from Tiauth: `t=<unix seconds>,v1=<64 hex digits>`. */
export const signatureHeader = "Tiauth-Signature";

const keyOf = (secret: string) =>
  crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);

const signedBytes = (timestampSeconds: number, body: string) => encoder.encode(`${timestampSeconds}.${body}`);

/** The value of {@link signatureHeader}: HMAC-SHA-256 over `<unix seconds>.<body>`, keyed with the shared secret. */
export async function signRequest(body: string, secret: string, now: Date): Promise<string> {
  const timestampSeconds = Math.floor(now.getTime() / 1000);
  const mac = await crypto.subtle.sign("HMAC", await keyOf(secret), signedBytes(timestampSeconds, body));
  const hex = Array.from(new Uint8Array(mac), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `t=${timestampSeconds},v1=${hex}`;
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

/** Whether the request was signed with the secret, lately. Compares in constant time; never throws on a malformed header. */
export async function verifySignature(request: SignedRequest): Promise<boolean> {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(request.signature ?? "");
  if (!match?.[1] || !match[2]) return false;
  const timestampSeconds = Number(match[1]);
  const nowSeconds = (request.now ?? new Date()).getTime() / 1000;
  if (Math.abs(nowSeconds - timestampSeconds) > (request.toleranceSeconds ?? 300)) return false;
  const mac = Uint8Array.from(match[2].match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return crypto.subtle.verify("HMAC", await keyOf(request.secret), mac, signedBytes(timestampSeconds, request.body));
}
