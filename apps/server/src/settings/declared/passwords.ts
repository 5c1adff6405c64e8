import { defaultSettings } from "@tiauth/server";
import type { Declarations } from "../declare.ts";
import { anyText, httpUrl, oneOf, wholeNumber } from "../formats.ts";

/** Which passwords are taken, and how many are hashed at once. */
export const passwordSettings = {
  passwordMinLength: {
    variable: "PASSWORD_MIN_LENGTH",
    format: wholeNumber(10, 100),
    fallback: String(defaultSettings.passwordMinLength),
    description: "Passwords have at least this many characters.",
  },
  serviceName: {
    variable: "SERVICE_NAME",
    format: anyText,
    fallback: defaultSettings.serviceName,
    shownFallback: "–",
    description: "Name of the application: mails have it on top, and passwords made of it are refused.",
  },
  pwnedPasswords: {
    variable: "PWNED_PASSWORDS",
    format: oneOf("prefer", "require", "off"),
    fallback: "prefer",
    description:
      "Refuse passwords known from breaches: `prefer` carries on if the list cannot be asked, `require` does not.",
  },
  pwnedPasswordsUrl: {
    variable: "PWNED_PASSWORDS_URL",
    format: httpUrl,
    fallback: "https://api.pwnedpasswords.com/range",
    description: "Where the list is asked: the first five of the forty digits of the password's SHA-1 are appended.",
  },
  hashConcurrency: {
    variable: "HASH_CONCURRENCY",
    format: wholeNumber(1, 256),
    fallback: String(defaultSettings.hashConcurrency),
    shownFallback: "cores − 1, at least 1",
    description:
      "Password hashes computed at once, 64 MiB of memory each; `tiauth check --hashing` says how many are best here.",
  },
  hashQueue: {
    variable: "HASH_QUEUE",
    format: wholeNumber(0, 100_000),
    fallback: String(defaultSettings.hashQueue),
    description: "Password hashes that may wait beyond those; the next caller is told to come back later.",
  },
} as const satisfies Declarations;
