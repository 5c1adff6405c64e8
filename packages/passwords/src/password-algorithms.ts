import type { PasswordAlgorithm } from "@tiauth/server";
import { argon2idAlgorithm } from "./argon2id.ts";
import { bcryptAlgorithm } from "./bcrypt.ts";
import { pbkdf2Sha256Algorithm } from "./pbkdf2-sha256.ts";
import { scryptAlgorithm } from "./scrypt.ts";

/** Everything that a stored hash may be verified with: pass it to `createServer` as `passwordAlgorithms`. */
export const passwordAlgorithms: readonly PasswordAlgorithm[] = [
  argon2idAlgorithm,
  bcryptAlgorithm,
  scryptAlgorithm,
  pbkdf2Sha256Algorithm,
];
