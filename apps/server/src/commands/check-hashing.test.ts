import { argon2id } from "@tiauth/passwords";
import { expect, test } from "vitest";
import { checkHashing } from "./check-hashing.ts";

const cheap = argon2id({ passes: 1, memoryKiB: 1024, lanes: 1, hashLengthBytes: 32 });

async function run(environment: Record<string, string>, hasher = cheap) {
  const lines: string[] = [];
  const errors: string[] = [];
  const terminal = {
    environment,
    out: (line: string) => void lines.push(line),
    err: (line: string) => void errors.push(line),
  };
  const exitCode = await checkHashing({}, terminal, { hasher, seconds: 0.1 });
  return { exitCode, lines, errors };
}

test("this machine's hashing is measured, and settings come out that can be taken as they are", async () => {
  const { exitCode, lines, errors } = await run({});
  expect(errors).toEqual([expect.stringContaining("about 0.1 s")]);
  expect(lines.slice(0, 2)).toEqual(["ok      settings", "ok      hashing (argon2id.1.1024.1.32, native)"]);
  expect(exitCode).toBe(0);
  const advised = Object.fromEntries(lines.filter((line) => line.startsWith("TIAUTH_")).map((line) => line.split("=")));
  expect(Object.keys(advised)).toEqual(["TIAUTH_HASH_CONCURRENCY", "TIAUTH_HASH_QUEUE"]);
  const again = await run(advised);
  expect(again.exitCode).toBe(0);
});

test("each worker needs a processor that no hash has", async () => {
  const { lines } = await run({ TIAUTH_WORKERS: "64" });
  expect(lines).toContain("TIAUTH_HASH_CONCURRENCY=1");
});

test("C1: mistakes in the settings are listed, and nothing is measured", async () => {
  const { exitCode, lines, errors } = await run({ TIAUTH_HASH_QUEUE: "many" });
  expect(exitCode).toBe(2);
  expect(lines).toEqual([]);
  expect(errors).toContain("  TIAUTH_HASH_QUEUE must be a whole number from 0 to 100000");
});

test("a machine that cannot hash is told so", async () => {
  const hash = () => Promise.reject(new Error("no thread can be started"));
  const { exitCode, lines } = await run({}, { ...cheap, hash });
  expect(exitCode).toBe(2);
  expect(lines.at(-1)).toMatch(/^failed {2}hashing \(argon2id\.1\.1024\.1\.32\): no thread can be started\. /);
});
