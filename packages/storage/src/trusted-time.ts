import type { StorageDriver } from "./driver.ts";

/** Where the trusted time is kept. No other part of Tiauth uses keys that begin with `sweep.`. */
export const trustedTimeKey = "sweep.trusted_time";

/** A larger step is believed once the clock has held for so long; and so long a pause is believed after a restart. */
const heldMilliseconds = 60 * 60 * 1000;
const never = new Date("9999-12-31T00:00:00.000Z");

/** In unix milliseconds. */
interface Trust {
  /** The time that is believed. */
  readonly trustedAt: number;
  /** What the clock said at the last run. */
  readonly seenAt: number;
  /** For how long the clock has run evenly since its last jump. */
  readonly heldMilliseconds: number;
}

export interface TrustedTimeOptions {
  /** The largest step between two runs that is not a jump. */
  readonly longestStepMilliseconds: number;
}

/** Resolves with the time that is believed, or undefined if another process has just asked. To be asked at every run. */
export type TrustedTime = (clock: Date) => Promise<Date | undefined>;

/**
 * A time that does not believe a clock that jumped (REQUIREMENTS D6): it goes on evenly from where it was, until the
 * clock has held for an hour of runs. It is kept in the storage, so that neither a restart nor a clock that is wrong
 * when the process starts can move it by more than an hour. Without it, in a new storage for instance, the clock is
 * believed.
 *
 * @throws whatever the driver throws.
 */
export function trustedTime(
  driver: Pick<StorageDriver, "get" | "add" | "update">,
  { longestStepMilliseconds }: TrustedTimeOptions,
): TrustedTime {
  let isFirstRun = true;
  return async (clock) => {
    const stored = await driver.get(trustedTimeKey);
    const longestPause = isFirstRun ? heldMilliseconds : longestStepMilliseconds;
    const next = follow(stored && decode(stored.value), clock.getTime(), { longestPause, longestStepMilliseconds });
    const entry = { value: encode(next), expiresAt: never };
    const isKept = stored
      ? await driver.update(trustedTimeKey, entry, stored.counter)
      : await driver.add(trustedTimeKey, entry);
    if (!isKept) return undefined;
    isFirstRun = false;
    return new Date(next.trustedAt);
  };
}

/** When a server looked at the clock to sweep this storage: within the last minute if one runs. */
export async function lastSweptAt(driver: Pick<StorageDriver, "get">): Promise<Date | undefined> {
  const stored = await driver.get(trustedTimeKey);
  return stored && new Date(decode(stored.value).seenAt);
}

/** Lets a storage that has no such time yet go on with that of another. */
export async function adoptTrustedTime(
  driver: Pick<StorageDriver, "add">,
  other: Pick<StorageDriver, "get">,
): Promise<void> {
  const stored = await other.get(trustedTimeKey);
  if (stored) await driver.add(trustedTimeKey, { value: stored.value, expiresAt: never });
}

interface Steps {
  /** What the clock may have gone on since the last run, and still be believed. */
  readonly longestPause: number;
  readonly longestStepMilliseconds: number;
}

function follow(before: Trust | undefined, clock: number, { longestPause, longestStepMilliseconds }: Steps): Trust {
  if (!before) return { trustedAt: clock, seenAt: clock, heldMilliseconds: 0 };
  const step = clock - before.seenAt;
  const isEven = Math.abs(step) <= longestPause;
  const passed = isEven ? Math.max(0, step) : 0;
  // A pause is no run: of it only as much counts as of any other step.
  const held = isEven ? before.heldMilliseconds + Math.min(passed, longestStepMilliseconds) : 0;
  const isBelieved = Math.abs(clock - before.trustedAt) <= longestPause || held >= heldMilliseconds;
  return { trustedAt: isBelieved ? clock : before.trustedAt + passed, seenAt: clock, heldMilliseconds: held };
}

const encode = (trust: Trust) => new TextEncoder().encode(JSON.stringify(trust));
const decode = (value: Uint8Array): Trust => JSON.parse(new TextDecoder().decode(value));
