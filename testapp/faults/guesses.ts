/** Wrong guesses against one limit, over all restarts. */
export interface Guesses {
  /** How many are looked at, before and after restarts together. */
  readonly allowed: number;
  readonly answered: number;
  /** Nobody knows whether these were charged. */
  readonly unanswered: number;
  /** Guesses once more. False if the limit has refused it; rejects if no answer comes, or one that is about no guess. */
  isLookedAt(): Promise<boolean>;
}

/** How many wrong codes of an address are looked at. */
const allowed = 5;

/** For the server: no token comes back within a run, and passwords are not what is counted. */
export const limits = { TIAUTH_LIMIT_VERIFY_CODE: `${allowed}/1h`, TIAUTH_LIMIT_VERIFY_PASSWORD: "1000/1s" };

/** @param guess a wrong one. */
export function createGuesses(guess: () => Promise<{ readonly ok: boolean; readonly errorCode?: string }>): Guesses {
  const counts = { answered: 0, unanswered: 0 };
  return {
    allowed,
    get answered() {
      return counts.answered;
    },
    get unanswered() {
      return counts.unanswered;
    },
    isLookedAt: async () => {
      counts.unanswered += 1;
      const { errorCode } = await guess();
      if (!/^(incorrect_|rate_limited$)/.test(`${errorCode}`)) throw new Error(`A guess was answered ${errorCode}.`);
      counts.unanswered -= 1;
      if (errorCode !== "rate_limited") counts.answered += 1;
      return errorCode !== "rate_limited";
    },
  };
}
