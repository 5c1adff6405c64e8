import { maxHashWaitSeconds } from "@tiauth/server";
import type { Measurement } from "./measure.ts";

/** What a hash concurrency and a hash queue mean on a machine. */
export interface Consequences {
  readonly concurrency: number;
  readonly queue: number;
  readonly hashesPerSecond: number;
  readonly longestWaitSeconds: number;
}

/** More is felt by whoever waits for a page. */
const bearableDelayMilliseconds = 50;
/** A hash more at once is worth its memory if it brings this much. */
const worthwhileGain = 0.05;

/**
 * What to set: the fewest hashes at once that bring nearly as much as any number up to `free` does without holding up the
 * event loop, and a queue that is worked off by the time from which callers are refused anyway.
 *
 * @param measured in the order of concurrency, the first at 1.
 * @param free processors that the event loop does not need.
 */
export function advise(measured: readonly Measurement[], free: number): Consequences {
  const possible = measured.filter(({ concurrency }) => concurrency <= Math.max(1, free));
  const calm = possible.filter(({ delayMilliseconds }) => delayMilliseconds <= bearableDelayMilliseconds);
  const candidates = calm.length > 0 ? calm : possible.slice(0, 1);
  const most = Math.max(...candidates.map(({ hashesPerSecond }) => hashesPerSecond));
  const chosen = candidates.find(({ hashesPerSecond }) => hashesPerSecond >= most * (1 - worthwhileGain));
  const concurrency = chosen?.concurrency ?? 1;
  const queue = Math.floor((chosen?.hashesPerSecond ?? 0) * maxHashWaitSeconds);
  return consequencesOf({ concurrency, queue }, measured);
}

/** What these settings mean; a concurrency that was not measured is taken for the next lower one that was. */
export function consequencesOf(
  { concurrency, queue }: Pick<Consequences, "concurrency" | "queue">,
  measured: readonly Measurement[],
): Consequences {
  const hashesPerSecond = measured.findLast((each) => each.concurrency <= concurrency)?.hashesPerSecond ?? 0;
  return {
    concurrency,
    queue,
    hashesPerSecond,
    longestWaitSeconds: Math.min(maxHashWaitSeconds, queue / hashesPerSecond),
  };
}
