import { pbkdf2Sync, scryptSync } from "node:crypto";
import { parentPort } from "node:worker_threads";
import { argon2id, bcrypt } from "hash-wasm";

/** @import { HashJob } from "./hash-worker-pool.ts" */

/** @typedef {{ [K in HashJob["algorithm"]]: (job: Extract<HashJob, { algorithm: K }>) => Promise<Uint8Array> }} Computations */

/** @type {Computations} */
const computations = {
  argon2idNative: async ({ password, options }) => {
    const { hashRawSync } = await import("@node-rs/argon2");
    return hashRawSync(password, options);
  },
  argon2idWasm: ({ options }) => argon2id({ ...options, outputType: "binary" }),
  bcrypt: async ({ options }) => new TextEncoder().encode(await bcrypt({ ...options, outputType: "encoded" })),
  scrypt: async ({ password, salt, hashLengthBytes, options }) => scryptSync(password, salt, hashLengthBytes, options),
  pbkdf2: async ({ password, salt, iterations, hashLengthBytes, digest }) =>
    pbkdf2Sync(password, salt, iterations, hashLengthBytes, digest),
};

parentPort?.on("message", async (/** @type {HashJob} */ job) => {
  try {
    // A job names its own computation; TypeScript cannot correlate the two.
    const result = await computations[job.algorithm](/** @type {never} */ (job));
    parentPort?.postMessage({ result: new Uint8Array(result) });
  } catch (error) {
    parentPort?.postMessage({ error });
  }
});
