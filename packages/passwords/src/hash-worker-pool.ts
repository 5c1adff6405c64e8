import type { ScryptOptions } from "node:crypto";
import type { Options as NativeOptions } from "@node-rs/argon2";
import type { BcryptOptions, IArgon2Options } from "hash-wasm";
import { workerPool } from "./worker-pool.ts";

/** What hash-worker.js understands: for each algorithm what its library takes, apart from how the result is written. */
export type HashJob =
  | { readonly algorithm: "argon2idNative"; readonly password: Uint8Array; readonly options: NativeOptions }
  | { readonly algorithm: "argon2idWasm"; readonly options: Omit<IArgon2Options, "outputType"> }
  | { readonly algorithm: "bcrypt"; readonly options: Omit<BcryptOptions, "outputType"> }
  | ({ readonly algorithm: "scrypt"; readonly options: ScryptOptions } & Derivation)
  | ({ readonly algorithm: "pbkdf2"; readonly iterations: number; readonly digest: string } & Derivation);

interface Derivation {
  readonly password: string;
  readonly salt: Uint8Array;
  readonly hashLengthBytes: number;
}

/**
 * Computes a hash in a worker thread: neither on the event loop nor on libuv's four threads, which the file system and the
 * resolver need. As many at once as the caller asks for; whoever queues in front decides how many that are.
 *
 * Rejects if the library does not accept the job, or if the worker died of it.
 */
export const hashInWorker: (job: HashJob) => Promise<Uint8Array> = workerPool({
  // JavaScript, because a worker of Node.js 20 cannot run TypeScript and this file runs unbuilt too.
  script: new URL("./hash-worker.js", import.meta.url),
  size: 256,
});
