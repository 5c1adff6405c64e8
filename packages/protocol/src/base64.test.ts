import { expect, test } from "vitest";
import { fromBase64, toBase64 } from "./base64.ts";

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
const bytesOf = (binary: string) => Uint8Array.from(binary, (character) => character.charCodeAt(0));

test("base64 is that of btoa and atob, whatever the bytes and their number", () => {
  for (let length = 0; length <= everyByte.length; length++) {
    const bytes = everyByte.subarray(0, length);
    const encoded = btoa(String.fromCharCode(...bytes));
    expect(toBase64(bytes)).toBe(encoded);
    expect(fromBase64(encoded)).toEqual(bytes);
  }
});

test("every character of the alphabet comes back", () => {
  for (let first = 0; first < 64; first++) {
    const encoded = toBase64(Uint8Array.of(first << 2, 0xff, 0x3f - first));
    expect(fromBase64(encoded)).toEqual(bytesOf(atob(encoded)));
  }
});

test("bits that the padding leaves over do not matter, as they do not to atob", () => {
  for (const encoded of ["AB==", "A/==", "AAB=", "//9="]) expect(fromBase64(encoded)).toEqual(bytesOf(atob(encoded)));
});

test("any number of bytes may be encoded", () => {
  expect(toBase64(new Uint8Array(1_000_000))).toHaveLength(1_333_336);
});
