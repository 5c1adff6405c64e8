import type { Awaitable } from "./awaitable.ts";
import { type Bucket, fullAt, giveBack, type Limit, refill, take, waitSeconds } from "./bucket.ts";
import { modify } from "./modify.ts";
import { digest } from "./secrets.ts";
import type { Entry, Storage, StoredEntry } from "./storage.ts";
import { fromBytes, toBytes } from "./stored-json.ts";

/** One token bucket per key: a user id, an address, whatever is to be limited. */
export interface RateLimit {
  /** Takes a token; false if there is none. Always before the guess is looked at or the mail is sent. */
  take(key: string): Awaitable<boolean>;
  /** Whether a token is there, without taking it. */
  has(key: string): Awaitable<boolean>;
  /** Returns a token for something that was refused or failed before it could tell the caller anything. */
  giveBack(key: string): Awaitable<boolean>;
  /** How long until the next token. */
  waitSeconds(key: string): Awaitable<number>;
}

export interface RateLimitOptions {
  readonly storage: Storage;
  readonly now: () => Date;
  /** Part of the storage keys: limits of different names are independent. */
  readonly name: string;
  readonly limit: Limit;
}

export function rateLimit({ storage, now, name, limit }: RateLimitOptions): RateLimit {
  /** Applies `step` to the bucket as it stands; undefined means that nothing is to change. */
  const change = <T>(key: string, step: (bucket: Bucket) => { next?: Bucket; result: T }) =>
    modify(storage, `limit.${name}.${digest(key)}`, (stored) => {
      const before = stored && decode(stored);
      const bucket = refill(before, limit, now().getTime());
      const { next, result } = step(bucket);
      // A token that was seen has to be remembered, or a backward clock would take it; and so has a backward clock, or
      // the time that passes from there would count for nothing.
      const isNews = before !== undefined && (bucket.tokens > before.tokens || bucket.seenAt < before.seenAt);
      const write = next ?? (isNews ? bucket : undefined);
      return write ? { write: encode(write, limit), result } : { result };
    });

  return {
    take: (key) =>
      change(key, (bucket) => (bucket.tokens > 0 ? { next: take(bucket), result: true } : { result: false })),
    has: (key) => change(key, (bucket) => ({ result: bucket.tokens > 0 })),
    giveBack: (key) => change(key, (bucket) => ({ next: giveBack(bucket, limit), result: true })),
    waitSeconds: (key) => change(key, (bucket) => ({ result: waitSeconds(bucket, limit) })),
  };
}

/**
 * Takes a token, then runs `effect`; undefined if there was no token. If the effect throws, the caller has learned and
 * caused nothing, and the token goes back.
 */
export async function spend<T>(limit: RateLimit, key: string, effect: () => Promise<T>): Promise<T | undefined> {
  if (!(await limit.take(key))) return undefined;
  try {
    return await effect();
  } catch (error) {
    const returned = (async () => limit.giveBack(key))();
    await returned.catch(() => undefined); // `error` says why
    throw error;
  }
}

const decode = ({ value }: StoredEntry): Bucket => fromBytes(value);

const encode = (bucket: Bucket, limit: Limit): Entry => ({
  value: toBytes(bucket),
  expiresAt: new Date(fullAt(bucket, limit)),
});
