import type { Limit } from "../src/bucket.ts";
import type { Call } from "./schedule.ts";

/**
 * A limit written down a second time, in another way: one level of milliseconds that time fills and a token empties,
 * instead of tokens and progress. Nothing expires. What only looks and finds no new token leaves no trace.
 */
export function limitModel({ burst, intervalSeconds }: Limit, start: Date) {
  const interval = Math.round(intervalSeconds * 1000);
  let level = burst * interval;
  let at = start.getTime();

  const levelAt = (time: number) => Math.min(burst * interval, level + Math.max(0, time - at));
  const tokensIn = (milliseconds: number) => Math.floor(milliseconds / interval);
  const keep = (time: number, change: number) => {
    level = Math.min(burst * interval, levelAt(time) + change);
    at = time;
  };
  const look = (time: number) => {
    if (time < at || tokensIn(levelAt(time)) > tokensIn(level)) keep(time, 0);
    return tokensIn(level) > 0;
  };

  return {
    tokens: (now: Date) => tokensIn(levelAt(now.getTime())),
    call(call: Call, now: Date): boolean {
      const hasToken = look(now.getTime());
      if (call === "giveBack") keep(now.getTime(), interval);
      if (call === "take" && hasToken) keep(now.getTime(), -interval);
      return call === "giveBack" || hasToken;
    },
  };
}
