import { describe, expect, it } from "vitest";
import { type Argon2idParameters, argon2id } from "./argon2id.ts";
import { defaultPasswordHasher, defaultTemporaryPasswordHasher } from "./defaults.ts";

const salt = Buffer.from("0123456789abcdef");
const small = { passes: 2, memoryKiB: 256, lanes: 1, hashLengthBytes: 32 };

describe("argon2id", () => {
  it("S5: names its parameters, in the order passes, KiB, lanes, bytes", () => {
    expect(argon2id({ passes: 1, memoryKiB: 19_456, lanes: 2, hashLengthBytes: 24 }).id).toBe("argon2id.1.19456.2.24");
    expect(defaultPasswordHasher).toMatchObject({ id: "argon2id.3.65536.1.32", saltLengthBytes: 16 });
    expect(defaultTemporaryPasswordHasher).toMatchObject({ id: "argon2id.3.16384.1.32", saltLengthBytes: 16 });
  });

  it.each([
    { passes: 0 },
    { passes: 1.5 },
    { passes: 300 }, // more than KiB: its id would be read the other way round
    { passes: Number.NaN },
    { lanes: 33 },
    { lanes: 0 },
    { memoryKiB: 2 ** 20 + 1 },
    { hashLengthBytes: 3 },
  ])("does not accept %j", (wrong) => {
    expect(() => argon2id({ ...small, ...wrong })).toThrow(RangeError);
  });

  const bothGive = async (parameters: Argon2idParameters, password: string) => {
    const native = argon2id(parameters, { implementation: "native" });
    const wasm = argon2id(parameters, { implementation: "wasm" });
    expect(native.id).toBe(wasm.id);
    const hash = Buffer.from(await native.hash(password, salt));
    expect(hash).toHaveLength(parameters.hashLengthBytes);
    expect(Buffer.from(await wasm.hash(password, salt))).toEqual(hash);
  };

  it.each([
    { passes: 3, memoryKiB: 65_536, lanes: 1, hashLengthBytes: 32 },
    { passes: 1, memoryKiB: 1000, lanes: 3, hashLengthBytes: 64 },
    { passes: 4, memoryKiB: 2048, lanes: 64, hashLengthBytes: 4 },
    { passes: 1, memoryKiB: 8, lanes: 1, hashLengthBytes: 128 },
  ])("S5: the native and the wasm implementation give the same bytes for %j", async (parameters) => {
    await bothGive(parameters, "password");
  });

  it.each(["päss wörd €😀", " ", "\0", "x".repeat(400), ""])(
    "S5: the native and the wasm implementation give the same bytes for the password %j",
    async (password) => {
      await bothGive(small, password);
    },
  );

  it("S5: another parameter gives another hash", async () => {
    const others = [{ passes: 3 }, { memoryKiB: 264 }, { lanes: 2 }, { hashLengthBytes: 33 }].map((other) => ({
      ...small,
      ...other,
    }));
    const hashes = await Promise.all(
      [small, ...others].map((parameters) => argon2id(parameters).hash("password", salt)),
    );
    const starts = hashes.map((hash) => Buffer.from(hash).subarray(0, 32).toString("hex"));
    expect(new Set(starts).size).toBe(5);
  });
});
