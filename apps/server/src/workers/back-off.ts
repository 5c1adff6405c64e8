import { setTimeout as delay } from "node:timers/promises";

const longSeconds = 60;
const longestPauseSeconds = 30;

/** How long to wait before the next try at something that ends too soon again and again. */
export interface BackOff {
  /** Resolves when it is time for the next try: at once the first time, and whenever the one before lasted a minute. */
  pause(lastedSeconds: number): Promise<void>;
}

/** @param signal ends every pause. */
export function createBackOff(signal: AbortSignal): BackOff {
  let seconds = 0;
  return {
    async pause(lastedSeconds) {
      if (lastedSeconds >= longSeconds) seconds = 0;
      await delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
      seconds = Math.min(longestPauseSeconds, Math.max(1, seconds * 2));
    },
  };
}
