import { parentPort } from "node:worker_threads";
import { argon2id, bcrypt } from "hash-wasm";

/**
 * @param {import("./wasm.ts").WasmJob} job
 * @returns {Promise<Uint8Array>}
 */
async function compute(job) {
  if (job.algorithm === "argon2id") return argon2id({ ...job, outputType: "binary" });
  return new TextEncoder().encode(await bcrypt({ ...job, outputType: "encoded" }));
}

parentPort?.on("message", async (job) => {
  try {
    parentPort?.postMessage({ result: await compute(job) });
  } catch (error) {
    parentPort?.postMessage({ error });
  }
});
