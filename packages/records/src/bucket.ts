/** `burst` tokens when full, one back every `intervalSeconds`. */
export interface Limit {
  readonly burst: number;
  /** Exact to the millisecond. */
  readonly intervalSeconds: number;
}

/**
 * A token bucket in whole milliseconds. Time counts only as it was seen to pass: a clock that runs backwards gives
 * nothing and takes nothing, so over any schedule no more is let through than the burst plus what was earned, and no
 * caller is refused what has been earned (REQUIREMENTS L1).
 */
export interface Bucket {
  readonly tokens: number;
  /** Milliseconds already waited for the next token. */
  readonly progress: number;
  /** When the bucket was last looked at, in unix milliseconds. */
  readonly seenAt: number;
}

const interval = (limit: Limit) => Math.round(limit.intervalSeconds * 1000);

/** The bucket as it stands at `now`; an unknown one is full. */
export function refill(bucket: Bucket | undefined, limit: Limit, now: number): Bucket {
  if (!bucket) return { tokens: limit.burst, progress: 0, seenAt: now };
  const waited = bucket.progress + Math.max(0, now - bucket.seenAt);
  const earned = Math.floor(waited / interval(limit));
  const isFull = bucket.tokens + earned >= limit.burst;
  return isFull
    ? { tokens: limit.burst, progress: 0, seenAt: now }
    : { tokens: bucket.tokens + earned, progress: waited - earned * interval(limit), seenAt: now };
}

export const take = (bucket: Bucket): Bucket => ({ ...bucket, tokens: bucket.tokens - 1 });

/** A full bucket stays as it is. */
export const giveBack = (bucket: Bucket, limit: Limit): Bucket => ({
  ...bucket,
  tokens: Math.min(limit.burst, bucket.tokens + 1),
});

/** When the bucket is full again, in unix milliseconds: from then on it need not be kept. */
export const fullAt = (bucket: Bucket, limit: Limit) =>
  bucket.seenAt + (limit.burst - bucket.tokens) * interval(limit) - bucket.progress;

/** How long until the next token. */
export const waitSeconds = (bucket: Bucket, limit: Limit) => (interval(limit) - bucket.progress) / 1000;
