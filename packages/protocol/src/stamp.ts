import { fastestHmac } from "./hmac.ts";

const hmac = fastestHmac(globalThis as object); // of which TypeScript knows the web's side only

/** HMAC-SHA-256 of a text as 64 hex digits, at once where the runtime can. @throws if the secret is empty. */
export function macOf(text: string, secret: string): string | Promise<string> {
  if (secret === "") throw new Error("the shared secret is empty"); // anybody could sign with that
  return hmac(secret, text);
}

/** What is signed at a time. The time must be in it, or it could be changed. */
export type TextAt = (timestampSeconds: number) => string;

/** `t=<unix seconds>,v1=<64 hex digits>`: HMAC-SHA-256 over a text that has its time in it. Rejects if the secret is empty. */
export async function stamp(textAt: TextAt, secret: string, now: Date): Promise<string> {
  const timestampSeconds = Math.floor(now.getTime() / 1000);
  return `t=${timestampSeconds},v1=${await macOf(textAt(timestampSeconds), secret)}`;
}

export interface Stamped {
  readonly stamp: string;
  readonly textAt: TextAt;
  readonly secret: string;
  readonly now: Date;
  /** How far its time may be off, in both directions. */
  readonly toleranceSeconds: number;
}

/** Whether the text was stamped with the secret, lately. Compares in constant time. A malformed stamp is false, an empty secret rejects. */
export async function isStamped({ stamp, textAt, secret, now, toleranceSeconds }: Stamped): Promise<boolean> {
  const match = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(stamp);
  if (!match?.[1] || !match[2]) return false;
  const timestampSeconds = Number(match[1]);
  if (Math.abs(now.getTime() / 1000 - timestampSeconds) > toleranceSeconds) return false;
  return isSameMac(match[2], await macOf(textAt(timestampSeconds), secret));
}

/** In constant time: looks at every digit, wherever the first difference is. Both are 64 hex digits. */
export function isSameMac(given: string, expected: string): boolean {
  let difference = 0;
  for (let index = 0; index < expected.length; index++)
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index);
  return difference === 0;
}
