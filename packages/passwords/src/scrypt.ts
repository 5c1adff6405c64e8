import { passwordAlgorithm } from "./algorithm.ts";
import { hashInWorker } from "./hash-worker-pool.ts";

/**
 * scrypt (RFC 7914), id `scrypt.N.r.p.bytes`: N a power of two, N·r·p at most 2²³ (1 GiB at r = 8), 16 to 128 bytes.
 *
 * @returns a hasher for the salt that is stored beside the hash; undefined for any other id.
 */
export const scryptAlgorithm = passwordAlgorithm({
  name: "scrypt",
  parameters: {
    cost: [2, 2 ** 22],
    blockSize: [1, 2 ** 10],
    parallelization: [1, 2 ** 10],
    hashLengthBytes: [16, 128],
  },
  isAllowed: ({ cost, blockSize, parallelization }) =>
    Number.isInteger(Math.log2(cost)) &&
    Math.log2(cost) < 16 * blockSize && // RFC 7914 §6
    cost * blockSize * parallelization <= 2 ** 23,
  hasher: (id, { cost, blockSize, parallelization, hashLengthBytes }) => ({
    id,
    saltLengthBytes: 16,
    hash: (password, salt) =>
      hashInWorker({
        algorithm: "scrypt",
        password,
        salt,
        hashLengthBytes,
        options: {
          cost,
          blockSize,
          parallelization,
          // What OpenSSL allocates; the default of Node.js is too little for N = 2¹⁵.
          maxmem: 128 * blockSize * (cost + parallelization + 2),
        },
      }),
  }),
});
