import type { PasswordAlgorithm, PasswordHasher } from "@tiauth/server";
import { type Algorithm, formatId, type Parameters, passwordAlgorithm } from "./algorithm.ts";
import { type Argon2idImplementation, computeArgon2id } from "./argon2id-implementation.ts";

type Name = "passes" | "memoryKiB" | "lanes" | "hashLengthBytes";

/**
 * RFC 9106 §3.1. At least 8 KiB of memory per lane, not more passes than KiB; 1 to 64 lanes, hashes of 4 to 128 bytes, and
 * at most 1 GiB of memory and `passes × memoryKiB` 2²² (four passes over it), so that a wrong id cannot stop the server.
 */
export type Argon2idParameters = Parameters<Name>;

const algorithm: Algorithm<Name> = {
  name: "argon2id",
  parameters: { passes: [1, 2 ** 20], memoryKiB: [8, 2 ** 20], lanes: [1, 64], hashLengthBytes: [4, 128] },
  isAllowed: ({ passes, memoryKiB, lanes }) =>
    memoryKiB >= 8 * lanes && passes <= memoryKiB && passes * memoryKiB <= 2 ** 22,
  hasher: (_, parameters) => argon2id(parameters),
};

/**
 * Argon2id, version 0x13, without secret and associated data; id `argon2id.passes.KiB.lanes.bytes`, salt of 16 bytes.
 * `hash` takes any salt of 8 bytes or more, and rejects if it is shorter. The empty password has a hash of its own, which
 * other implementations do not give: nobody signs in with it.
 *
 * `implementation` is chosen by itself unless it is given; `hash` rejects if "native" is wanted and cannot be loaded.
 *
 * @throws {RangeError} if a parameter is out of range.
 */
export function argon2id(
  parameters: Argon2idParameters,
  { implementation }: { readonly implementation?: Argon2idImplementation } = {},
): PasswordHasher {
  return {
    id: formatId(algorithm, parameters),
    saltLengthBytes: 16,
    hash: (password, salt) => computeArgon2id({ ...parameters, password: keyOf(password), salt }, implementation),
  };
}

/**
 * Reads `argon2id.passes.KiB.lanes.bytes`. Of the first two numbers the larger is the KiB, in whichever order they come:
 * `argon2id.65536.3.1.32` gives the hasher `argon2id.3.65536.1.32`.
 */
export const argon2idAlgorithm: PasswordAlgorithm = (id) =>
  readOrdered(
    id.replace(/^argon2id\.(\d+)\.(\d+)\./, (start, first, second) =>
      Number(first) > Number(second) ? `argon2id.${second}.${first}.` : start,
    ),
  );

const readOrdered = passwordAlgorithm(algorithm);

/** hash-wasm refuses an empty password. No text is the byte 0xFF in UTF-8, so it can stand for none. */
const keyOf = (password: string) => (password === "" ? Uint8Array.of(0xff) : new TextEncoder().encode(password));
