import { expect, it } from "vitest";
import { passwordAlgorithms } from "./password-algorithms.ts";

const hex = (text: string) => Buffer.from(text, "hex");
const phrase = "correct horse € battery";
const sixteen = Buffer.from("000102030405060708090a0b0c0d0e0f", "hex");

/** From other implementations: the tests of the Argon2 reference and RFC 7914, and the ones named, run over `phrase`. */
const known: readonly (readonly [id: string, password: string, salt: string | Uint8Array, hashHex: string])[] = [
  // phc-winner-argon2, src/test.c
  ["argon2id.2.256.1.32", "password", "somesalt", "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"],
  ["argon2id.2.256.2.32", "password", "somesalt", "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"],
  ["argon2id.1.65536.1.32", "password", "somesalt", "f6a5adc1ba723dddef9b5ac1d464e180fcd9dffc9d1cbf76cca2fed795d9ca98"],
  ["argon2id.2.65536.1.32", "password", "diffsalt", "bdf32b05ccc42eb15d58fd19b1f856b113da1e9a5874fdcc544308565aa8141c"],
  // argon2-cffi
  ["argon2id.3.65536.1.32", phrase, sixteen, "8fa065f3add9bc359c72e6a135c091bd3c5c0fea0f10046f065d0bea9ede6bf5"],
  ["argon2id.65536.3.1.32", phrase, sixteen, "8fa065f3add9bc359c72e6a135c091bd3c5c0fea0f10046f065d0bea9ede6bf5"],
  ["argon2id.3.16384.1.32", phrase, sixteen, "3a2c6bea26f5f5ef9bbce857d951c4c6ecc23c94aab81cf9dca27fa191c40f9d"],
  [
    "argon2id.2.19456.4.64",
    phrase,
    sixteen,
    "a20e2abb56eea84052c3ce6eddb9a87daf17324c371bc236cff7a25c319665dab7d26ac3cb52169d2533920f14336b8d3a5c11cc1b8a5592c634c73fc7ce4271",
  ],
  ["argon2id.1.8.1.4", "password", "somesalt", "6b7a947d"],
  // RFC 7914 §12
  [
    "scrypt.16384.8.1.64",
    "pleaseletmein",
    "SodiumChloride",
    "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887",
  ],
  // hashlib.scrypt of Python
  ["scrypt.32768.8.2.32", phrase, sixteen, "d9873dab440855f4d5004fa40d0f0d4f322aad4cefd8180f99515e41607578c8"],
  // RFC 7914 §11
  [
    "pbkdf2-sha256.80000.64",
    "Password",
    "NaCl",
    "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d",
  ],
  // hashlib.pbkdf2_hmac of Python
  ["pbkdf2-sha256.100000.32", phrase, sixteen, "4519d71b0cbae975e6150983016829ea059f45911d68a8f94577f099e72056f5"],
];

it.each(known)("S5: %s of %j is what other implementations compute", async (id, password, salt, hashHex) => {
  const hasher = passwordAlgorithms.map((algorithm) => algorithm(id)).find(Boolean);
  const hash = await hasher?.hash(password, Buffer.from(salt));
  expect(hash && Buffer.from(hash)).toEqual(hex(hashHex));
});

/** jBCrypt and crypt_blowfish publish the first five, libxcrypt computed the others. */
const knownBcrypt: readonly (readonly [password: string, hash: string])[] = [
  ["", "$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s."],
  ["a", "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe"],
  ["abc", "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i"],
  ["U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW"],
  [
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789chars after 72 are ignored",
    "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui",
  ],
  ["pässwörd€ 10", "$2b$05$abcdefghijklmnopqrstuuI4SnkrUJ4yNGHAwmunuwKSqUpjb8cb."],
  ["pässwörd€ 10", "$2y$04$CCCCCCCCCCCCCCCCCCCCC.4pJN6nmI7FbSZAHmlYHDfwmJksxzLRS"],
  ["€".repeat(25), "$2b$04$CCCCCCCCCCCCCCCCCCCCC.DcO8Gf9tlgHuZOmJpnd1zQkJfpHNvIu"],
];

it.each(knownBcrypt)("S5: bcrypt of %j is %s, also where it is longer than 72 bytes", async (password, stored) => {
  const hasher = passwordAlgorithms.map((algorithm) => algorithm("bcrypt")).find(Boolean);
  const hash = await hasher?.hash(password, Buffer.from(stored.slice(0, 29), "ascii"));
  expect(hash && Buffer.from(hash).toString("ascii")).toBe(stored);
});
