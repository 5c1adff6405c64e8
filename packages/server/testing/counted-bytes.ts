import { createHash } from "node:crypto";

let calls = 0;

/** Bytes that look random, never repeat in one process, and are the same in every run. */
export function countedBytes(length: number): Uint8Array {
  calls += 1;
  return new Uint8Array(createHash("shake256", { outputLength: length }).update(`${calls}`).digest());
}
