import { readFileSync } from "node:fs";
import { err } from "@tiauth/protocol";
import type { Ports } from "./ports.ts";
import type { Settings } from "./settings.ts";

const maxLength = 100;
/** So much has to be left of a password once the words that an attacker tries first are taken out. */
const minRestLength = 6;
const minWordLength = 4;

const commonPasswords = new Set(
  readFileSync(new URL("../common-passwords.txt", import.meta.url), "utf8")
    .trim()
    .split("\n"),
);

/**
 * Judges new passwords: their length in code points, then how easy they are to guess (REQUIREMENTS S6).
 *
 * @throws whatever the breached-password check throws.
 */
export function passwordPolicy({ isBreachedPassword }: Ports, { passwordMinLength, serviceName }: Settings) {
  /** `emailAddress` is the user's: its parts do not make a password. Resolves with undefined if all is well. */
  return async (password: string, emailAddress: string) => {
    const length = [...password].length;
    if (length < Math.max(10, passwordMinLength) || length > maxLength) return err("invalid_password_length");
    const lowerCase = password.toLowerCase();
    const words = [emailAddress, emailAddress.split("@")[0] ?? "", serviceName];
    if (commonPasswords.has(lowerCase) || isMadeOf(lowerCase, words)) return err("weak_password");
    return (await isBreachedPassword(password)) ? err("weak_password") : undefined;
  };
}

/** Whether next to nothing is left without the words, as in `alice.smith1` for alice.smith@example.com. */
function isMadeOf(lowerCase: string, words: readonly string[]): boolean {
  const known = words.map((word) => word.toLowerCase()).filter((word) => word.length >= minWordLength);
  return known.some((word) => lowerCase.includes(word) && lowerCase.replaceAll(word, "").length < minRestLength);
}
