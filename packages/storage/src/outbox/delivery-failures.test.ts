import { describe, expect, it, vi } from "vitest";
import { deadline, delivered, failed, names, setUp, topic } from "../../testing/delivery-stage.ts";

describe("an item that fails", () => {
  it("is tried again after 1 s, 2 s, 4 s, … at most 60 s", async () => {
    const { addAll, deliveryOf, clock, events } = setUp();
    addAll(["one"]);
    const triedAt: number[] = [];
    deliveryOf({
      deliver: async () => {
        triedAt.push((clock.at - Date.UTC(2029, 0, 1)) / 1000);
        return failed();
      },
    }).start();
    const expected = [0, 1, 3, 7, 15, 31, 63, 123, 183];
    for (const [tries, at] of expected.entries()) {
      clock.at = Date.UTC(2029, 0, 1) + at * 1000;
      await vi.waitFor(() => expect(triedAt).toHaveLength(tries + 1), deadline);
    }
    expect(triedAt).toEqual(expected);
    expect(events.failing).toEqual([new Error("later")]);
  });

  it("is due at once, with all others, at the first success", async () => {
    const { addAll, deliveryOf, events } = setUp();
    addAll(names(20));
    const seen: string[] = [];
    let isUp = false;
    const delivery = deliveryOf({
      deliver: async (payload) => {
        seen.push(payload);
        return isUp ? delivered : failed();
      },
    });
    delivery.start();
    await vi.waitFor(() => expect(new Set(seen).size).toBe(20), deadline);
    isUp = true;
    seen.length = 0;
    delivery.add("new"); // on a clock that stands still, no other is due
    await vi.waitFor(() => expect(seen.toSorted()).toEqual([...names(20), "new"].toSorted()), deadline);
    expect(events.recovered).toBe(1);
  });

  it("is not tried with every other's success", async () => {
    const { addAll, deliveryOf, storage } = setUp();
    addAll(["bad", ...names(50)]);
    let tries = 0;
    const delivery = deliveryOf({
      deliver: async (payload) => {
        if (payload !== "bad") return delivered;
        tries += 1;
        return failed();
      },
    });
    delivery.start();
    await delivery.idle();
    expect(storage.outbox.count(topic)).toBe(1);
    expect(tries).toBeLessThanOrEqual(2);
  });

  it("makes the others wait their turn while nothing succeeds: one at a time, one a poll", async () => {
    const { addAll, deliveryOf, storage } = setUp();
    addAll(names(1000));
    const counts = { running: 0, most: 0, all: 0 };
    deliveryOf({
      concurrency: 2,
      deliver: async () => {
        counts.all += 1;
        counts.running += 1;
        if (counts.all > 2) counts.most = Math.max(counts.most, counts.running);
        await new Promise(setImmediate);
        counts.running -= 1;
        return failed();
      },
    }).start();
    const startedAt = performance.now();
    await vi.waitFor(() => expect(counts.all).toBeGreaterThan(10), deadline);
    const polls = (performance.now() - startedAt) / 5;
    expect(counts.all).toBeLessThanOrEqual(2 + polls + 1);
    expect(counts.most).toBe(1);
    expect(storage.outbox.count(topic)).toBe(1000);
  });

  it("is given up after 24 hours of tries", async () => {
    const { addAll, deliveryOf, storage, events, now, clock } = setUp();
    addAll(["one"]);
    const [item] = storage.outbox.take({ topic, owner: "x", now: now(), limit: 1 });
    const hold = { id: item?.id ?? 0, owner: "x" };
    storage.outbox.putBack(hold, { copies: 0, failures: 1443, dueAt: now() });
    let tries = 0;
    const delivery = deliveryOf({
      deliver: async () => {
        tries += 1;
        return failed();
      },
    });
    delivery.start();
    await vi.waitFor(() => expect(tries).toBe(1), deadline);
    await delivery.idle();
    clock.at += 60_000;
    await vi.waitFor(() => expect(events.dropped).toHaveLength(1), deadline);
    expect(events.dropped).toEqual([{ topic, reason: "tried_for_long", items: 1, error: new Error("later") }]);
    expect(tries).toBe(2);
    expect(storage.outbox.count(topic)).toBe(0);
  });

  it("D6: is neither given up nor stranded when the clock jumps by a year, in either direction", async () => {
    const { addAll, deliveryOf, clock, storage, events } = setUp();
    addAll(["one"]);
    let tries = 0;
    let isUp = false;
    deliveryOf({
      deliver: async () => {
        tries += 1;
        return isUp ? delivered : failed();
      },
    }).start();
    const yearMilliseconds = 365 * 24 * 3600 * 1000;
    for (const jump of [yearMilliseconds, -yearMilliseconds]) {
      const before = tries;
      await vi.waitFor(() => expect(tries).toBeGreaterThan(before - 1), deadline);
      clock.at += jump;
      await vi.waitFor(() => expect(tries).toBeGreaterThan(before), deadline);
    }
    isUp = true;
    clock.at -= yearMilliseconds;
    await vi.waitFor(() => expect(storage.outbox.count(topic)).toBe(0), deadline);
    expect(events.dropped).toEqual([]);
  });

  it("is dropped when it was refused for good, and says why", async () => {
    const { deliveryOf, storage, events } = setUp();
    const error = new Error("no such person");
    const delivery = deliveryOf({ deliver: async () => ({ outcome: "refused", error }) });
    delivery.start();
    delivery.add("one");
    await delivery.idle();
    expect(events.dropped).toEqual([{ topic, reason: "refused", items: 1, error }]);
    expect(storage.outbox.count(topic)).toBe(0);
  });
});
