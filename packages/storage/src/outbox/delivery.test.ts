import { AsyncLocalStorage } from "node:async_hooks";
import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { deadline, delivered, gate, names, setUp, slowPeer, topic } from "../../testing/delivery-stage.ts";

describe("createDelivery", () => {
  it("delivers what was there and what comes, and leaves nothing behind", async () => {
    const { storage, addAll, deliveryOf } = setUp();
    addAll(["old"]);
    const seen: string[] = [];
    const delivery = deliveryOf({
      deliver: async (payload) => {
        seen.push(payload);
        return delivered;
      },
    });
    delivery.add("before the start");
    expect(seen).toEqual([]);
    delivery.start();
    delivery.add("new");
    await delivery.idle();
    expect(seen.toSorted()).toEqual(["before the start", "new", "old"]);
    expect(storage.outbox.count(topic)).toBe(0);
  });

  it("adds durably, and hands nothing over before it is durable", async () => {
    const { open, deliveryOf } = setUp();
    const other = open();
    const seenByOthers: number[] = [];
    const delivery = deliveryOf({
      deliver: async () => {
        seenByOthers.push(other.outbox.count(topic));
        return delivered;
      },
    });
    delivery.start();
    const adding = delivery.add("one");
    expect(other.outbox.count(topic)).toBe(0);
    expect(seenByOthers).toEqual([]);
    await adding;
    await delivery.idle();
    expect(seenByOthers).toEqual([1]);
  });

  it("hands over outside of the request that added the item, whose trace is another", async () => {
    const { deliveryOf } = setUp();
    const request = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const delivery = deliveryOf({
      deliver: async () => {
        seen.push(request.getStore());
        return delivered;
      },
    });
    delivery.start();
    for (const name of ["one", "another"]) {
      await request.run(name, async () => delivery.add(name));
      await delivery.idle();
    }
    expect(seen).toEqual([undefined, undefined]);
  });

  it("hands over at most four at once", async () => {
    const { addAll, deliveryOf } = setUp();
    addAll(names(30));
    const counts = { running: 0, most: 0, all: 0 };
    const delivery = deliveryOf({
      deliver: async () => {
        counts.most = Math.max(counts.most, ++counts.running);
        await new Promise(setImmediate);
        counts.running -= 1;
        counts.all += 1;
        return delivered;
      },
    });
    delivery.start();
    await delivery.idle();
    expect(counts).toEqual({ running: 0, most: 4, all: 30 });
  });

  it("shares a file with another process: each item goes out once", async () => {
    const { open, addAll, deliveryOf } = setUp();
    addAll(names(200));
    const seen: string[] = [];
    const deliver = async (payload: string) => {
      seen.push(payload);
      await new Promise(setImmediate);
      return delivered;
    };
    const both = [deliveryOf({ deliver }), deliveryOf({ deliver, outbox: open().outbox })];
    for (const delivery of both) delivery.start();
    await vi.waitFor(() => expect(seen).toHaveLength(200), deadline);
    for (const delivery of both) await delivery.idle();
    expect(new Set(seen).size).toBe(200);
    expect(seen).toHaveLength(200);
  });

  it("delivers what another process added, which wakes nobody", async () => {
    const { addAll, deliveryOf } = setUp();
    const seen: string[] = [];
    deliveryOf({
      deliver: async (payload) => {
        seen.push(payload);
        return delivered;
      },
    }).start();
    addAll(["one"]);
    await vi.waitFor(() => expect(seen).toEqual(["one"]), deadline);
  });
});

it("a delivery that takes longer than a lease keeps its item", async () => {
  const { deliveryOf, storage, path, clock } = setUp();
  const other = new Database(path, { readonly: true });
  onTestFinished(() => void other.close());
  const heldUntil = other.prepare<[], { readonly at: number }>("SELECT due_at AS at FROM outbox");
  const peer = slowPeer();
  const delivery = deliveryOf({
    deliver: peer.deliver,
  });
  delivery.start();
  delivery.add("one");
  await vi.waitFor(() => expect(peer.seen).toEqual(["one"]), deadline);
  for (let i = 0; i < 10; i++) {
    clock.at += 4000;
    await vi.waitFor(() => expect(heldUntil.get()?.at).toBe(clock.at + 6000), deadline);
  }
  peer.open();
  await delivery.idle();
  expect(storage.outbox.count(topic)).toBe(0);
});

it("D6: a clock that jumps ahead does not make an item go out twice at once", async () => {
  const { deliveryOf, storage, clock } = setUp();
  const isGoing = gate();
  const seen: string[] = [];
  const delivery = deliveryOf({
    deliver: async (payload) => {
      seen.push(payload);
      if (payload === "slow") await isGoing.opened;
      return delivered;
    },
  });
  delivery.start();
  delivery.add("slow");
  await vi.waitFor(() => expect(seen).toEqual(["slow"]), deadline);
  clock.at += 365 * 24 * 3600 * 1000;
  delivery.add("next");
  await vi.waitFor(() => expect(seen).toContain("next"), deadline);
  isGoing.open();
  await delivery.idle();
  expect(seen).toEqual(["slow", "next"]);
  expect(storage.outbox.count(topic)).toBe(0);
});

it("too many push out the oldest, and say how many", async () => {
  const { deliveryOf, storage, events, now } = setUp();
  const delivery = deliveryOf({ maxItems: 900, deliver: async () => delivered });
  for (let i = 0; i < 1000; i++) delivery.add(`${i}`);
  await vi.waitFor(() => expect(events.dropped).toEqual([{ topic, reason: "too_many", items: 100 }]), deadline);
  expect(storage.outbox.count(topic)).toBe(900);
  const [first] = storage.outbox.take({ topic, owner: "x", now: now(), limit: 1 });
  expect(first?.payload).toBe("100");
});
