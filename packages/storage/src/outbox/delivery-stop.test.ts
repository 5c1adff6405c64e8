import { setImmediate } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { deadline, gate, setUp, slowPeer, topic } from "../../testing/delivery-stage.ts";
import { openSqliteStorage } from "../sqlite/index.ts";

describe("stop", () => {
  it("waits for what is under way and takes nothing more", async () => {
    const { deliveryOf, storage } = setUp();
    const peer = slowPeer();
    const delivery = deliveryOf({
      concurrency: 1,
      deliver: peer.deliver,
    });
    delivery.start();
    delivery.add("one");
    delivery.add("two");
    await vi.waitFor(() => expect(peer.seen).toEqual(["one"]), deadline);
    const stopped = delivery.stop(10);
    await setImmediate(); // what there is room for before that still goes out
    peer.open();
    await stopped;
    expect(peer.seen).toEqual(["one"]);
    expect(storage.outbox.count(topic)).toBe(1);
  });

  it("D4: what was added just before is still delivered", async () => {
    const { deliveryOf, storage } = setUp();
    const peer = slowPeer();
    const delivery = deliveryOf({ deliver: peer.deliver });
    delivery.start();
    await delivery.idle();
    await delivery.add("one");
    peer.open();
    await delivery.stop(10);
    expect(peer.seen).toEqual(["one"]);
    expect(storage.outbox.count(topic)).toBe(0);
  });

  it("does not wait longer than it is told; what is under way is put back when it ends", async () => {
    const { deliveryOf, storage, clock, now } = setUp();
    const isGoing = gate();
    let isBegun = false;
    const delivery = deliveryOf({
      deliver: async (_payload, { goingOut }) => {
        await goingOut();
        isBegun = true;
        await isGoing.opened;
        throw new Error("closed");
      },
    });
    delivery.start();
    delivery.add("one");
    await vi.waitFor(() => expect(isBegun).toBe(true), deadline);
    await delivery.stop(0.01);
    isGoing.open();
    await delivery.idle();
    clock.at += 1000;
    const [item] = storage.outbox.take({ topic, owner: "next", now: now(), limit: 1 });
    expect(item).toMatchObject({ payload: "one", copies: 1, failures: 1 });
  });

  it("never rejects and leaves nothing unhandled, not even with a storage that is closed", async () => {
    const { deliveryOf, path, events } = setUp();
    const storage = openSqliteStorage({ path });
    const peer = slowPeer();
    const delivery = deliveryOf({
      outbox: storage.outbox,
      deliver: peer.deliver,
    });
    delivery.start();
    delivery.add("one");
    await vi.waitFor(() => expect(peer.seen).toEqual(["one"]), deadline);
    await delivery.stop(0.01);
    storage.close();
    peer.open();
    await delivery.idle();
    expect(events.errors).toEqual([]);
  });
});
