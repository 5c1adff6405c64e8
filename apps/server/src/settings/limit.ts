import type { Limit } from "@tiauth/server";
import { formatDuration, parseDuration } from "./duration.ts";

const maxBurst = 1_000_000;

/**
 * Reads a rate limit, `BURST/INTERVAL`: `5/1m` is five tokens, one back every minute.
 *
 * @returns undefined if the text is not a limit, or if one of its two numbers is 0.
 */
export function parseLimit(text: string): Limit | undefined {
  const match = /^(\d{1,7})\/(.+)$/.exec(text);
  const burst = Number(match?.[1] ?? 0);
  const intervalSeconds = parseDuration(match?.[2] ?? "") ?? 0;
  if (burst < 1 || burst > maxBurst || intervalSeconds < 1) return undefined;
  return { burst, intervalSeconds };
}

/** Writes a limit the way {@link parseLimit} reads it. */
export const formatLimit = (limit: Limit | "off"): string =>
  limit === "off" ? "off" : `${limit.burst}/${formatDuration(limit.intervalSeconds)}`;
