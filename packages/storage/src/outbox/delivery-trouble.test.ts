import Database from "better-sqlite3";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { deadline, delivered, setUp, slowPeer, topic } from "../../testing/delivery-stage.ts";

describe("an outbox that cannot be written", () => {
  it("is asked again until it can, and told of once: nothing is lost and nothing goes out twice", async () => {
    const { path, deliveryOf, storage, events } = setUp();
    const blocker = new Database(path);
    onTestFinished(() => void blocker.close());
    const peer = slowPeer();
    const delivery = deliveryOf({
      pollSeconds: 0.02,
      deliver: peer.deliver,
    });
    delivery.start();
    delivery.add("one");
    await vi.waitFor(() => expect(peer.seen).toEqual(["one"]), deadline);
    blocker.exec("BEGIN IMMEDIATE");
    peer.open();
    await vi.waitFor(() => expect(events.errors.length).toBeGreaterThan(0), deadline);
    await expect(delivery.add("two")).rejects.toThrow("locked");
    blocker.exec("ROLLBACK");
    await delivery.idle();
    await delivery.add("three");
    await vi.waitFor(() => expect(peer.seen).toEqual(["one", "three"]), deadline);
    await delivery.idle();
    expect(peer.seen).toEqual(["one", "three"]);
    expect(storage.outbox.count(topic)).toBe(0);
    expect(events.errors.length).toBeLessThanOrEqual(2);
  });

  it("lets no copy out", async () => {
    const { path, deliveryOf, storage, events } = setUp();
    const blocker = new Database(path);
    onTestFinished(() => void blocker.close());
    let copies = 0;
    const delivery = deliveryOf({
      deliver: async (_payload, { goingOut }) => {
        blocker.exec("BEGIN IMMEDIATE");
        try {
          await goingOut();
          copies += 1;
        } finally {
          blocker.exec("ROLLBACK");
        }
        return delivered;
      },
    });
    delivery.start();
    delivery.add("one");
    await vi.waitFor(() => expect(events.failing).toHaveLength(1), deadline);
    await delivery.idle();
    expect(copies).toBe(0);
    expect(storage.outbox.count(topic)).toBe(1);
  });

  it("is not asked again and again without a pause", async () => {
    const { deliveryOf, storage, events, addAll } = setUp();
    addAll(["one"]);
    let asked = 0;
    const outbox = {
      ...storage.outbox,
      take() {
        asked += 1;
        throw new Error("disk full");
      },
    };
    const delivery = deliveryOf({ outbox, deliver: async () => delivered });
    delivery.start();
    const startedAt = performance.now();
    await vi.waitFor(() => expect(asked).toBeGreaterThan(5), deadline);
    for (let i = 0; i < 100; i++) {
      delivery.add("more");
      await new Promise(setImmediate);
    }
    expect(asked).toBeLessThanOrEqual((performance.now() - startedAt) / 5 + 2);
    expect(events.errors).toEqual([new Error("disk full")]);
  });
});
