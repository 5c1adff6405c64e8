import { describe, expect, it } from "vitest";
import { argon2idAlgorithm } from "./argon2id.ts";
import { bcryptAlgorithm } from "./bcrypt.ts";
import { passwordAlgorithms } from "./password-algorithms.ts";

const find = (id: string) => passwordAlgorithms.map((algorithm) => algorithm(id)).filter(Boolean);

describe("an algorithm id", () => {
  it.each([
    "argon2id.3.65536.1.32",
    "argon2id.4.1048576.1.32", // libsodium's SENSITIVE
    "argon2id.1.512.64.128",
    "bcrypt",
    "scrypt.1048576.8.1.64",
    "scrypt.2.1.1.16",
    "pbkdf2-sha256.1.16",
    "pbkdf2-sha256.10000000.128",
  ])("S5: %s is understood by one algorithm and kept by its hasher", (id) => {
    expect(find(id).map((hasher) => hasher?.id)).toEqual([id]);
  });

  it.each([
    "",
    "argon2id",
    "argon2i.3.65536.1.32",
    "Argon2id.3.65536.1.32",
    "argon2id.3.65536.1",
    "argon2id.3.65536.1.32.",
    "argon2id.03.65536.1.32",
    "argon2id.3.65536.1.+32",
    "argon2id.3.65536.1.32\n",
    "argon2id.3.6.5e4.1.32",
    "argon2id.0.65536.1.32",
    "argon2id.3.65536.0.32",
    "argon2id.3.65536.1.3", // RFC 9106 §3.1: at least 4 bytes
    "argon2id.3.65536.1.129",
    "argon2id.1.15.2.32", // RFC 9106 §3.1: at least 8 KiB for each lane
    "argon2id.1.65536.65.32",
    "argon2id.1.1048577.1.32",
    "argon2id.5.1048576.1.32",
    "argon2id.3.99999999999999999999.1.32",
    "bcrypt.",
    "bcrypt.12",
    "scrypt.16383.8.1.64",
    "scrypt.1.8.1.64",
    "scrypt.65536.1.1.64", // RFC 7914 §6: N < 2^(16 r)
    "scrypt.2097152.8.1.64",
    "scrypt.1048576.8.2.64",
    "scrypt.16384.8.1.15",
    "pbkdf2-sha256.0.32",
    "pbkdf2-sha256.10000001.32",
    "pbkdf2-sha256.600000.129",
    "pbkdf2-sha512.600000.32",
    "__proto__",
  ])("that is malformed or asks for too much, %j, is nobody's", (id) => {
    expect(find(id)).toEqual([]);
  });

  it("S5: the KiB may come first: argon2id.65536.3.1.32 is argon2id.3.65536.1.32", () => {
    expect(argon2idAlgorithm("argon2id.65536.3.1.32")?.id).toBe("argon2id.3.65536.1.32");
  });
});

describe("a salt", () => {
  it.each(["$2x$05$CCCCCCCCCCCCCCCCCCCCC.", "$2b$03$CCCCCCCCCCCCCCCCCCCCC.", "$2b$17$CCCCCCCCCCCCCCCCCCCCC.", "x", ""])(
    "of bcrypt that is none, %j, is an error that does not show it",
    async (salt) => {
      const hash = bcryptAlgorithm("bcrypt")?.hash("password", Buffer.from(salt));
      await expect(hash).rejects.toThrow(new RangeError("not the start of a bcrypt hash"));
    },
  );

  it("of bcrypt is given back as it was stored, also if its last bits are not zero", async () => {
    const salt = Buffer.from("$2b$04$CCCCCCCCCCCCCCCCCCCCCz");
    const hash = await bcryptAlgorithm("bcrypt")?.hash("abc", salt);
    expect(String(hash)).toBe("$2b$04$CCCCCCCCCCCCCCCCCCCCCzdbkeurxvLuTXyOmYp94osSp6zQlX0.u");
  });

  it("of Argon2id that is shorter than 8 bytes is an error", async () => {
    await expect(argon2idAlgorithm("argon2id.1.8.1.32")?.hash("password", Buffer.alloc(7))).rejects.toThrow();
  });
});
