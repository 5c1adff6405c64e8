import { pbkdf2Sync, scryptSync } from "node:crypto";
import { getPriority, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";

/** @import { HashJob } from "./hash-worker-pool.ts" */

/** @typedef {{ [K in HashJob["algorithm"]]: (job: Extract<HashJob, { algorithm: K }>) => Promise<Uint8Array> }} Computations */

/** @type {Computations} */
const computations = {
  argon2idNative: async ({ password, options }) => {
    const { hashRawSync } = await import("@node-rs/argon2");
    return hashRawSync(password, options);
  },
  argon2idWasm: async ({ options }) => {
    const { argon2id } = await import("hash-wasm");
    return argon2id({ ...options, outputType: "binary" });
  },
  bcrypt: async ({ options }) => {
    const { bcrypt } = await import("hash-wasm");
    return new TextEncoder().encode(await bcrypt({ ...options, outputType: "encoded" }));
  },
  scrypt: async ({ password, salt, hashLengthBytes, options }) => scryptSync(password, salt, hashLengthBytes, options),
  pbkdf2: async ({ password, salt, iterations, hashLengthBytes, digest }) =>
    pbkdf2Sync(password, salt, iterations, hashLengthBytes, digest),
};

// Where a hash and the event loop want the same core, the event loop gets it: it has many to answer, within milliseconds.
// Not more than that, or a server that is busy with others would let nobody sign in. Elsewhere it is a whole process that
// is made nicer. Refused, hashes compete as they would have done.
if (process.platform === "linux") {
  try {
    setPriority(Math.min(19, getPriority() + 5));
  } catch {}
}

parentPort?.on("message", async (/** @type {HashJob} */ job) => {
  try {
    // A job names its own computation; TypeScript cannot correlate the two.
    const result = await computations[job.algorithm](/** @type {never} */ (job));
    parentPort?.postMessage({ result: new Uint8Array(result) });
  } catch (error) {
    parentPort?.postMessage({ error });
  }
});
