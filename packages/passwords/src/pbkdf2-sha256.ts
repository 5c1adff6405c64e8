import { passwordAlgorithm } from "./algorithm.ts";
import { hashInWorker } from "./hash-worker-pool.ts";

/**
 * PBKDF2-HMAC-SHA256 (RFC 8018), id `pbkdf2-sha256.iterations.bytes`: at most 10,000,000 iterations, 16 to 128 bytes.
 *
 * @returns a hasher for the salt that is stored beside the hash; undefined for any other id.
 */
export const pbkdf2Sha256Algorithm = passwordAlgorithm({
  name: "pbkdf2-sha256",
  parameters: { iterations: [1, 10_000_000], hashLengthBytes: [16, 128] },
  isAllowed: () => true,
  hasher: (id, { iterations, hashLengthBytes }) => ({
    id,
    saltLengthBytes: 16,
    hash: (password, salt) =>
      hashInWorker({ algorithm: "pbkdf2", password, salt, iterations, hashLengthBytes, digest: "sha256" }),
  }),
});
