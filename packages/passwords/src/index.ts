export { type Argon2idParameters, argon2id, argon2idAlgorithm } from "./argon2id.ts";
export { type Argon2idImplementation, argon2idImplementation } from "./argon2id-implementation.ts";
export { bcryptAlgorithm } from "./bcrypt.ts";
export { defaultPasswordHasher, defaultTemporaryPasswordHasher } from "./defaults.ts";
export { passwordAlgorithms } from "./password-algorithms.ts";
export { pbkdf2Sha256Algorithm } from "./pbkdf2-sha256.ts";
export { scryptAlgorithm } from "./scrypt.ts";
