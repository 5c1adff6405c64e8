import { hash } from "node:crypto";
import { CircuitOpen, createCircuitBreaker } from "../users/circuit-breaker.ts";
import { createHashRangeReader } from "./hash-range.ts";

export interface PwnedPasswordsOptions {
  /** What a failure means: `prefer` that the password passes, `require` that the check rejects. */
  readonly mode: "prefer" | "require";
  /** Of the range API: the first five digits of a SHA-1 are appended as a path segment. */
  readonly url: string;
  /** Told of every failure that `prefer` passes over. */
  readonly onError: (error: unknown) => void;
  /** The system's clock by default. */
  readonly now?: () => Date;
  /** For one check as a whole; 2 by default. */
  readonly deadlineSeconds?: number;
  /** With `prefer`, passwords pass unchecked for so long after a failure; 30 by default. */
  readonly pauseSeconds?: number;
}

/**
 * Looks passwords up in Have I Been Pwned or a mirror of it (REQUIREMENTS S6). Only the first five of the forty digits of
 * the password's SHA-1 leave the process.
 *
 * @returns a function that tells whether a password is known from a breach. With `require` it rejects with
 * `PwnedPasswordsError` if that cannot be found out; with `prefer` it never rejects.
 */
export function createPwnedPasswords(options: PwnedPasswordsOptions): (password: string) => Promise<boolean> {
  const { mode, url, onError, now = () => new Date(), deadlineSeconds = 2, pauseSeconds = 30 } = options;
  const readRange = createHashRangeReader({ url, deadlineSeconds });
  const isPwned = async (password: string) => {
    const digest = hash("sha1", password).toUpperCase();
    const range = await readRange(digest.slice(0, 5));
    return (range.get(digest.slice(5)) ?? 0) > 0; // 0 is padding
  };
  if (mode === "require") return isPwned;

  // A service that is down would cost everybody the whole deadline.
  const guarded = createCircuitBreaker({ maxFailures: 1, pauseSeconds, now, isOutage: () => true });
  return async (password) => {
    try {
      return await guarded(() => isPwned(password));
    } catch (error) {
      if (!(error instanceof CircuitOpen)) onError(error);
      return false;
    }
  };
}
