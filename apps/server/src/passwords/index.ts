export { algorithmTakingTurns, type HashingTurns, loadInTurns, takingTurns } from "./hashing-turns.ts";
export { createPwnedPasswords, type PwnedPasswordsOptions } from "./pwned-passwords.ts";
