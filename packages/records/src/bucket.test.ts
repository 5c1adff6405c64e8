import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { yearMs } from "../testing/clock.ts";
import { limits } from "../testing/schedule.ts";
import { type Bucket, fullAt, giveBack, type Limit, refill, take, waitSeconds } from "./bucket.ts";

const intervalMs = (limit: Limit) => Math.round(limit.intervalSeconds * 1000);
const upTo = (max: number) => fc.integer({ min: 0, max });

interface Given {
  readonly limit: Limit;
  readonly bucket: Bucket;
}

/** Any bucket that is not full, at any time within two years. */
const given: fc.Arbitrary<Given> = limits.chain((limit) =>
  fc.record({
    limit: fc.constant(limit),
    bucket: fc.record({
      tokens: upTo(limit.burst - 1),
      progress: upTo(intervalMs(limit) - 1),
      seenAt: upTo(2 * yearMs),
    }),
  }),
);
const waits = fc.oneof(upTo(100), upTo(200_000), upTo(yearMs));
const always = (check: (given: Given, firstMs: number, secondMs: number) => void) =>
  fc.assert(fc.property(given, waits, waits, check), { numRuns: 2000 });

describe("a token bucket", () => {
  it("is full at first", () => {
    expect(refill(undefined, { burst: 3, intervalSeconds: 60 }, 7)).toEqual({ tokens: 3, progress: 0, seenAt: 7 });
  });

  it("L1: gives a token back at the millisecond that it is due, and keeps what was waited beyond it", () => {
    const limit = { burst: 2, intervalSeconds: 0.25 };
    const empty = { tokens: 0, progress: 0, seenAt: 1000 };
    expect(refill(empty, limit, 1249)).toEqual({ tokens: 0, progress: 249, seenAt: 1249 });
    expect(refill(empty, limit, 1250)).toEqual({ tokens: 1, progress: 0, seenAt: 1250 });
    expect(refill(empty, limit, 1251)).toEqual({ tokens: 1, progress: 1, seenAt: 1251 });
    // 1.001 * 1000 is a little less than 1001.
    expect(refill(empty, { burst: 2, intervalSeconds: 1.001 }, 2000).tokens).toBe(0);
  });

  it("L1: holds the same however often it was looked at meanwhile", () =>
    always(({ limit, bucket }, firstMs, secondMs) => {
      const [first, second] = [bucket.seenAt + firstMs, bucket.seenAt + firstMs + secondMs];
      expect(refill(refill(bucket, limit, first), limit, second)).toEqual(refill(bucket, limit, second));
    }));

  it("L1: earns exactly one token per interval, and never more than the burst", () =>
    always(({ limit, bucket }, waitedMs) => {
      const level = ({ tokens, progress }: Bucket) => tokens * intervalMs(limit) + progress;
      const filled = refill(bucket, limit, bucket.seenAt + waitedMs);
      expect(level(filled)).toBe(Math.min(limit.burst * intervalMs(limit), level(bucket) + waitedMs));
      expect(filled.progress).toBeLessThan(intervalMs(limit));
    }));

  it("L1: gains and loses nothing by a clock that steps back, and earns again from there", () =>
    always(({ limit, bucket }, backMs, waitedMs) => {
      const back = refill(bucket, limit, bucket.seenAt - backMs);
      expect(back).toEqual({ ...bucket, seenAt: bucket.seenAt - backMs });
      const { tokens, progress } = refill(bucket, limit, bucket.seenAt + waitedMs);
      expect(refill(back, limit, back.seenAt + waitedMs)).toMatchObject({ tokens, progress });
    }));

  it("need not be kept from the millisecond on at which it is full, but until then", () =>
    always(({ limit, bucket }, laterMs) => {
      const full = fullAt(bucket, limit);
      expect(refill(bucket, limit, full + laterMs)).toEqual(refill(undefined, limit, full + laterMs));
      expect(refill(bucket, limit, full - 1).tokens).toBeLessThan(limit.burst);
    }));

  it("has its next token after exactly the wait that it tells", () =>
    always(({ limit, bucket }) => {
      const next = bucket.seenAt + Math.round(waitSeconds(bucket, limit) * 1000);
      expect(refill(bucket, limit, next - 1).tokens).toBe(bucket.tokens);
      expect(refill(bucket, limit, next).tokens).toBe(bucket.tokens + 1);
    }));

  it("is as before when a token was given back and taken", () =>
    always(({ limit, bucket }) => {
      expect(take(giveBack(bucket, limit))).toEqual(bucket);
    }));

  it("takes no token back that it has no room for", () => {
    const limit = { burst: 3, intervalSeconds: 60 };
    expect(giveBack({ tokens: 3, progress: 0, seenAt: 0 }, limit).tokens).toBe(3);
  });
});
