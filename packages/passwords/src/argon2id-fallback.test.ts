import { afterAll, beforeAll, expect, it } from "vitest";
import { argon2id } from "./argon2id.ts";
import { argon2idImplementation } from "./argon2id-implementation.ts";
import { defaultTemporaryPasswordHasher } from "./defaults.ts";

// Read by @node-rs/argon2 when it is loaded, which is when the first password is hashed.
const variable = "NAPI_RS_NATIVE_LIBRARY_PATH";
const before = process.env[variable];

beforeAll(() => {
  process.env[variable] = "/nowhere/argon2.node";
});
afterAll(() => {
  if (before === undefined) delete process.env[variable];
  else process.env[variable] = before;
});

it("S5: where no native binary can be loaded, wasm gives the same hash under the same id", async () => {
  const salt = Buffer.from("000102030405060708090a0b0c0d0e0f", "hex");
  const hash = await defaultTemporaryPasswordHasher.hash("correct horse € battery", salt);
  expect(Buffer.from(hash).toString("hex")).toBe("3a2c6bea26f5f5ef9bbce857d951c4c6ecc23c94aab81cf9dca27fa191c40f9d");
  expect(defaultTemporaryPasswordHasher.id).toBe("argon2id.3.16384.1.32");
  expect(await argon2idImplementation()).toBe("wasm");
});

it("whoever insists on the native implementation learns that there is none", async () => {
  const parameters = { passes: 1, memoryKiB: 8, lanes: 1, hashLengthBytes: 32 };
  const hasher = argon2id(parameters, { implementation: "native" });
  await expect(hasher.hash("password", Buffer.alloc(16))).rejects.toThrow("native binding");
});
