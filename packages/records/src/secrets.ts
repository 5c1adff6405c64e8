import { createCipheriv, createDecipheriv, createHmac, hash, timingSafeEqual } from "node:crypto";

/** By way of a string: asked for a buffer, `hash` takes twice as long. */
export const sha256 = (text: string | Uint8Array): Uint8Array => Buffer.from(hash("sha256", text, "binary"), "binary");

/** HMAC-SHA-256: a short code is kept only so, keyed with a secret that only the caller holds. */
export const keyedHash = (secret: string, code: string): Uint8Array =>
  createHmac("sha256", secret).update(code).digest();

/** Tells nothing of the contents by its time, and never throws (`timingSafeEqual` does on unequal lengths). */
export const isEqual = (a: Uint8Array, b: Uint8Array) => a.length === b.length && timingSafeEqual(a, b);

/** A storage key part of 43 characters for any text: bounded, and unreadable in the database. */
export const digest = (text: string | Uint8Array) => hash("sha256", text, "base64url");

const cipher = "aes-256-gcm";
/** Each secret seals one text only, so that there is nothing for a nonce to tell apart. */
const nonce = new Uint8Array(12);
const sealingKey = (secret: string) => keyedHash(secret, "seal");

/** The text, readable with the secret only. A secret must never seal two texts. */
export function seal(secret: string, text: string): Uint8Array {
  const sealing = createCipheriv(cipher, sealingKey(secret), nonce);
  return Buffer.concat([sealing.update(text, "utf8"), sealing.final(), sealing.getAuthTag()]);
}

const tagBytes = 16;

/** @throws if the text was sealed with another secret, or changed since. */
export function unseal(secret: string, sealed: Uint8Array): string {
  const opening = createDecipheriv(cipher, sealingKey(secret), nonce, { authTagLength: tagBytes });
  opening.setAuthTag(sealed.subarray(-tagBytes));
  return opening.update(sealed.subarray(0, -tagBytes), undefined, "utf8") + opening.final("utf8");
}
