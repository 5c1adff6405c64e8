import { stat } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { expect, it } from "vitest";
import { argon2id } from "./argon2id.ts";
import { argon2idImplementation } from "./argon2id-implementation.ts";
import { bcryptAlgorithm } from "./bcrypt.ts";
import { pbkdf2Sha256Algorithm } from "./pbkdf2-sha256.ts";
import { scryptAlgorithm } from "./scrypt.ts";

const parameters = { passes: 3, memoryKiB: 65_536, lanes: 1, hashLengthBytes: 32 };
const salt = Buffer.alloc(16, "salt");

it.each([
  ["native Argon2id", argon2id(parameters, { implementation: "native" }), salt],
  ["wasm Argon2id", argon2id(parameters, { implementation: "wasm" }), salt],
  ["bcrypt", bcryptAlgorithm("bcrypt"), Buffer.from("$2b$11$CCCCCCCCCCCCCCCCCCCCC.")],
  ["scrypt", scryptAlgorithm("scrypt.32768.8.1.32"), salt],
  ["PBKDF2", pbkdf2Sha256Algorithm("pbkdf2-sha256.600000.32"), salt],
] as const)("S5: the event loop is idle while %s is computed", async (_, hasher, hasherSalt) => {
  await hasher?.hash("correct horse", hasherSalt); // so that nothing is left to be loaded
  const before = performance.eventLoopUtilization();
  await hasher?.hash("correct horse", hasherSalt);
  // Next to 1 if the hash is computed on the event loop, next to 0 if it is not, whatever else the machine does.
  expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
});

it("the native implementation is the one in use where there is a binary for the platform", async () => {
  expect(await argon2idImplementation()).toBe("native");
});

it("L5: twice as many hashes as libuv has threads leave them free for files and names", async () => {
  const hasher = argon2id(parameters, { implementation: "native" });
  const finished: string[] = [];
  const hashes = Array.from({ length: 8 }, async () => {
    await hasher.hash("correct horse", salt);
    finished.push("hash");
  });
  await stat(import.meta.dirname);
  finished.push("file");
  await Promise.all(hashes);
  // Behind eight hashes in the queue of four threads it would come after the fifth; a busy machine may finish one before it.
  expect(finished.indexOf("file")).toBeLessThan(4);
});
