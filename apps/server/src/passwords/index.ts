export { createPwnedPasswords, type PwnedPasswordsOptions } from "./pwned-passwords.ts";
export { PwnedPasswordsError } from "./pwned-passwords-error.ts";
