import { expect, test } from "vitest";
import { digest, isEqual, keyedHash, sha256 } from "./secrets.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

test("S2: bytes are equal to the same bytes only, and comparing other lengths does not throw", () => {
  const bytes = Uint8Array.of(1, 2, 3);
  expect(isEqual(bytes, Uint8Array.of(1, 2, 3))).toBe(true);
  expect(isEqual(bytes, Uint8Array.of(1, 2, 4))).toBe(false);
  expect(isEqual(bytes, Uint8Array.of(1, 2))).toBe(false);
  expect(isEqual(bytes, Uint8Array.of(1, 2, 3, 0))).toBe(false);
  expect(isEqual(bytes, new Uint8Array())).toBe(false);
  expect(isEqual(new Uint8Array(), new Uint8Array())).toBe(true);
});

test("a keyed hash is HMAC-SHA-256 (RFC 4231 §4.3), and another under another key", () => {
  const known = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
  expect(hex(keyedHash("Jefe", "what do ya want for nothing?"))).toBe(known);
  expect(hex(keyedHash("jefe", "what do ya want for nothing?"))).not.toBe(known);
});

test("a hash is SHA-256 (FIPS 180-4), of a text as of its UTF-8", () => {
  expect(hex(sha256("abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  expect(sha256("é")).toEqual(sha256(Uint8Array.of(0xc3, 0xa9)));
});

test("a digest is 43 characters that any storage key can hold, whatever the text", () => {
  const texts = ["", "ada@example.com", "Ada@example.com", "é\u0000\n", "a".repeat(100_000)];
  for (const text of texts) expect(digest(text)).toMatch(/^[\w-]{43}$/);
  expect(new Set(texts.map(digest)).size).toBe(texts.length);
});
