import { availableParallelism } from "node:os";
import { workerPool } from "./worker-pool.ts";

/** What hash-worker.js understands: the options of hash-wasm, apart from how the result is written. */
export type WasmJob =
  | {
      readonly algorithm: "argon2id";
      readonly password: Uint8Array;
      readonly salt: Uint8Array;
      readonly iterations: number;
      readonly memorySize: number;
      readonly parallelism: number;
      readonly hashLength: number;
    }
  | {
      readonly algorithm: "bcrypt";
      /** 1 to 72 bytes. */
      readonly password: Uint8Array;
      /** 16 bytes. */
      readonly salt: Uint8Array;
      readonly costFactor: number;
    };

/**
 * The raw hash of Argon2id; the ASCII of the 60 characters of bcrypt, beginning with `$2a$`.
 * Rejects if hash-wasm does not accept the job, or if the worker died of it.
 */
export const hashInWorker: (job: WasmJob) => Promise<Uint8Array> = workerPool({
  // JavaScript, because a worker of Node.js 20 cannot run TypeScript and this file runs unbuilt too.
  script: new URL("./hash-worker.js", import.meta.url),
  size: Math.max(1, availableParallelism() - 1),
});
