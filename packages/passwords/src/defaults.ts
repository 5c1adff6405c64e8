import type { PasswordHasher } from "@tiauth/server";
import { argon2id } from "./argon2id.ts";

/** `argon2id.3.65536.1.32`: the second recommended option of RFC 9106 §4, on one lane. */
export const defaultPasswordHasher: PasswordHasher = argon2id({
  passes: 3,
  memoryKiB: 64 * 1024,
  lanes: 1,
  hashLengthBytes: 32,
});

/** `argon2id.3.16384.1.32`: enough for a temporary password, 60 random bits that live for minutes. */
export const defaultTemporaryPasswordHasher: PasswordHasher = argon2id({
  passes: 3,
  memoryKiB: 16 * 1024,
  lanes: 1,
  hashLengthBytes: 32,
});
