import type { PasswordHasher } from "@tiauth/server";
import { passwordAlgorithm } from "./algorithm.ts";
import { hashInWorker } from "./hash-worker-pool.ts";

/** `$2a$`, `$2b$` and `$2y$` are one function. `$2x$` is a broken one, which takes other passwords for the right one. */
const saltFormat = /^\$2[aby]\$(\d\d)\$([./A-Za-z0-9]{22})$/;
const minCost = 4;
const maxCost = 16;

const alphabets = {
  bcrypt: "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
  base64: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
};

/**
 * bcrypt, id `bcrypt`, to verify with only. The hash is the ASCII of the whole modular-crypt string (60 bytes), the salt
 * that of its first 29 characters (`$2b$12$` and 22 more). As ever with bcrypt, nothing after 72 bytes of a password counts.
 *
 * `hash` rejects with a RangeError if the salt is not of that form, or its cost not from 4 to 16.
 */
export const bcryptAlgorithm = passwordAlgorithm({
  name: "bcrypt",
  parameters: {},
  isAllowed: () => true,
  hasher: (id): PasswordHasher => ({ id, saltLengthBytes: 29, hash }),
});

async function hash(password: string, salt: Uint8Array): Promise<Uint8Array> {
  const settings = Buffer.from(salt).toString("latin1");
  const [, cost, encodedSalt = ""] = saltFormat.exec(settings) ?? [];
  const costFactor = Number(cost);
  if (!(costFactor >= minCost && costFactor <= maxCost)) throw new RangeError("not the start of a bcrypt hash");
  const encoded = await hashInWorker({
    algorithm: "bcrypt",
    options: {
      // A key ends in a zero byte and is repeated, so that a single one is the same as no password at all.
      password: Buffer.from(password || "\0").subarray(0, 72),
      salt: decodeSalt(encodedSalt),
      costFactor,
    },
  });
  // The settings as they were stored: the computed ones always say $2a$.
  return Buffer.concat([salt, encoded.subarray(salt.length)]);
}

function decodeSalt(text: string): Uint8Array {
  const base64 = text.replace(/./g, (character) => alphabets.base64.charAt(alphabets.bcrypt.indexOf(character)));
  return Buffer.from(base64, "base64");
}
