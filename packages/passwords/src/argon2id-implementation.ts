import { hashInWorker } from "./hash-worker-pool.ts";

/** "native" is @node-rs/argon2, "wasm" is hash-wasm; both in worker threads, and both give the same bytes. */
export type Argon2idImplementation = "native" | "wasm";

interface Argon2idInput {
  readonly passes: number;
  readonly memoryKiB: number;
  readonly lanes: number;
  readonly hashLengthBytes: number;
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
}

const implementations: Record<Argon2idImplementation, (input: Argon2idInput) => Promise<Uint8Array>> = {
  native: ({ password, salt, ...parameters }) =>
    hashInWorker({
      algorithm: "argon2idNative",
      password,
      options: {
        algorithm: 2, // Argon2id
        version: 1, // 0x13
        timeCost: parameters.passes,
        memoryCost: parameters.memoryKiB,
        parallelism: parameters.lanes,
        outputLen: parameters.hashLengthBytes,
        salt,
      },
    }),

  wasm: ({ password, salt, ...parameters }) =>
    hashInWorker({
      algorithm: "argon2idWasm",
      options: {
        password,
        salt,
        iterations: parameters.passes,
        memorySize: parameters.memoryKiB,
        parallelism: parameters.lanes,
        hashLength: parameters.hashLengthBytes,
      },
    }),
};

/** Which implementation hashers use that were not told which: "wasm" where no native binary can be loaded. */
export function argon2idImplementation(): Promise<Argon2idImplementation> {
  return loadNative().then(
    () => "native",
    () => "wasm",
  );
}

/** @throws if `implementation` cannot be loaded, or if the salt is shorter than 8 bytes. */
export async function computeArgon2id(input: Argon2idInput, implementation: Argon2idImplementation | undefined) {
  if (implementation === "native") await loadNative();
  return implementations[implementation ?? (await argon2idImplementation())](input);
}

// An optional dependency with a binary per platform: it may be missing, and is looked for only once.
let native: Promise<typeof import("@node-rs/argon2")> | undefined;
function loadNative() {
  native ??= import("@node-rs/argon2");
  return native;
}
