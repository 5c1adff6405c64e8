export { createPwnedPasswords, type PwnedPasswordsOptions } from "./pwned-passwords.ts";
