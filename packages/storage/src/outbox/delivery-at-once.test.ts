import { describe, expect, it, vi } from "vitest";
import { deadline, delivered, failed, names, setUp, slowPeer, topic } from "../../testing/delivery-stage.ts";
import type { Outbox } from "./outbox.ts";

/** The same outbox, and how often each of its methods that write was called. */
function counted(outbox: Outbox) {
  const calls: Record<string, number> = {};
  const counting = (name: "add" | "noteCopy" | "putBack" | "done") => {
    const method = outbox[name] as (...given: unknown[]) => never; // any of the four
    return (...given: unknown[]) => {
      calls[name] = (calls[name] ?? 0) + 1;
      return method(...given);
    };
  };
  const watched = { add: counting("add"), noteCopy: counting("noteCopy"), putBack: counting("putBack") };
  return { calls, outbox: { ...outbox, ...watched, done: counting("done") } as Outbox };
}

describe("M2: an item that need not wait its turn", () => {
  it("costs two writes: it is added as held and with its copy noted, and removed", async () => {
    const { deliveryOf, open, storage, now } = setUp();
    const { calls, outbox } = counted(storage.outbox);
    const take = vi.spyOn(outbox, "take");
    const later = new Date(now().getTime() + 7000);
    const other = open();
    let copies: number | undefined;
    const delivery = deliveryOf({
      outbox,
      deliver: async (_payload, { goingOut }) => {
        await goingOut();
        copies = other.outbox.take({ topic, owner: "other", now: later, limit: 1 })[0]?.copies;
        return delivered;
      },
      pollSeconds: 60,
    });
    delivery.start();
    await delivery.idle();
    take.mockClear();
    await delivery.add("one");
    await delivery.idle();
    expect(copies).toBe(1);
    expect(calls).toEqual({ add: 1, done: 1 });
    expect(take).not.toHaveBeenCalled();
    expect(storage.outbox.count(topic)).toBe(0);
  });

  it("has no copy noted any more once it surely did not arrive", async () => {
    const { deliveryOf, storage, now } = setUp();
    const delivery = deliveryOf({ maxCopies: 2, deliver: async () => failed(), pollSeconds: 60 });
    delivery.start();
    await delivery.idle();
    await delivery.add("one");
    await delivery.idle();
    const later = new Date(now().getTime() + 1000);
    const [item] = storage.outbox.take({ topic, owner: "other", now: later, limit: 1 });
    expect(item).toMatchObject({ payload: "one", copies: 0, failures: 1 });
  });

  it("goes out to as many at once as allowed, and no item overtakes one that waits", async () => {
    const { deliveryOf } = setUp();
    const peer = slowPeer();
    const delivery = deliveryOf({ concurrency: 2, deliver: peer.deliver });
    delivery.start();
    await delivery.idle();
    await Promise.all(names(5).map((name) => delivery.add(name)));
    await vi.waitFor(() => expect(peer.seen).toEqual(names(2)), deadline);
    peer.open();
    await delivery.add("last");
    await delivery.idle();
    expect(peer.seen).toEqual([...names(5), "last"]);
  });

  it("that cannot be added leaves its place to others", async () => {
    const { deliveryOf, storage } = setUp();
    const peer = slowPeer();
    peer.open();
    const broken = new Error("disk full");
    let isBroken = true;
    const add: Outbox["add"] = (item) => (isBroken ? Promise.reject(broken) : storage.outbox.add(item));
    const delivery = deliveryOf({ concurrency: 1, outbox: { ...storage.outbox, add }, deliver: peer.deliver });
    delivery.start();
    await delivery.idle();
    for (let i = 0; i < 3; i++) await expect(delivery.add("lost")).rejects.toBe(broken);
    isBroken = false;
    await delivery.add("one");
    await delivery.idle();
    expect(peer.seen).toEqual(["one"]);
  });
});
