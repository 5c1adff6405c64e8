import { createHmac, hash, timingSafeEqual } from "node:crypto";

/** By way of a string: asked for a buffer, `hash` takes twice as long. */
export const sha256 = (text: string | Uint8Array): Uint8Array => Buffer.from(hash("sha256", text, "binary"), "binary");

/** HMAC-SHA-256: a short code is kept only so, keyed with a secret that only the caller holds. */
export const keyedHash = (secret: string, code: string): Uint8Array =>
  createHmac("sha256", secret).update(code).digest();

/** Tells nothing of the contents by its time, and never throws (`timingSafeEqual` does on unequal lengths). */
export const isEqual = (a: Uint8Array, b: Uint8Array) => a.length === b.length && timingSafeEqual(a, b);

/** A storage key part of 43 characters for any text: bounded, and unreadable in the database. */
export const digest = (text: string | Uint8Array) => hash("sha256", text, "base64url");
