import { longestWaitSeconds } from "./outbox.ts";

const keptSeconds = 24 * 3600;
/** From then on every wait is the longest: 1, 2, 4, 8, 16, 32, 60, 60, … */
const doublings = Math.ceil(Math.log2(longestWaitSeconds));

/** How long to wait after so many failures in a row, the first being 1. */
export const backOffSeconds = (failures: number): number => Math.min(longestWaitSeconds, 2 ** (failures - 1));

/**
 * Whether an item that failed so often has been tried for 24 hours. Counted in waits and not by the clock: neither a
 * clock that jumps nor the time that the process did not run brings the end closer.
 */
export const isWornOut = (failures: number): boolean =>
  2 ** doublings - 1 + (failures - doublings) * longestWaitSeconds >= keptSeconds;
