import { describe, expect, it, vi } from "vitest";
import { deadline, delivered, failed, gate, setUp, topic } from "../../testing/delivery-stage.ts";

describe("M2: copies", () => {
  it("are noted before they can go out, and the note is taken back if none did", async () => {
    const { deliveryOf, open, now, clock } = setUp();
    const other = open();
    const copiesSeen: (number | undefined)[] = [];
    const copiesOf = () => {
      const later = new Date(now().getTime() + 7000);
      const [item] = other.outbox.take({ topic, owner: "other", now: later, limit: 1 });
      return item?.copies;
    };
    let tries = 0;
    const delivery = deliveryOf({
      maxCopies: 2,
      deliver: async (_payload, { goingOut }) => {
        await goingOut();
        tries += 1;
        if (tries < 5) return failed();
        copiesSeen.push(copiesOf());
        return delivered;
      },
    });
    delivery.start();
    delivery.add("one");
    for (let i = 1; i <= 5; i++) {
      await vi.waitFor(() => expect(tries).toBe(i), deadline);
      clock.at += 60_000;
    }
    await delivery.idle();
    expect(copiesSeen).toEqual([1]);
    expect(other.outbox.count(topic)).toBe(0);
  });

  it("are at most two: an item that may have gone out twice is dropped", async () => {
    const { deliveryOf, storage, events, clock } = setUp();
    const error = new Error("the connection broke");
    let tries = 0;
    const delivery = deliveryOf({
      maxCopies: 2,
      deliver: async (_payload, { goingOut }) => {
        tries += 1;
        await goingOut();
        throw error;
      },
    });
    delivery.start();
    delivery.add("one");
    await vi.waitFor(() => expect(tries).toBe(1), deadline);
    await delivery.idle();
    clock.at += 1000;
    await vi.waitFor(() => expect(events.dropped).toHaveLength(1), deadline);
    expect(events.dropped).toEqual([{ topic, reason: "copies", items: 1, error }]);
    expect(storage.outbox.count(topic)).toBe(0);
    expect(tries).toBe(2);
  });

  it("are at most two, also if the process died both times", async () => {
    const { deliveryOf, addAll, storage, events, now } = setUp();
    addAll(["one"]);
    const [item] = storage.outbox.take({ topic, owner: "x", now: now(), limit: 1 });
    const hold = { id: item?.id ?? 0, owner: "x" };
    for (let i = 0; i < 2; i++) storage.outbox.noteCopy(hold);
    let tries = 0;
    deliveryOf({
      now: () => new Date(now().getTime() + 6000),
      maxCopies: 2,
      deliver: async () => {
        tries += 1;
        return delivered;
      },
    }).start();
    await vi.waitFor(() => expect(events.dropped).toHaveLength(1), deadline);
    expect(events.dropped[0]).toMatchObject({ reason: "copies" });
    expect(tries).toBe(0);
  });

  it("do not go out in a try that is over, even if this process has the item again", async () => {
    const { deliveryOf, clock } = setUp();
    let late: (() => Promise<void>) | undefined;
    const isGoing = gate();
    const delivery = deliveryOf({
      deliver: async (_payload, { goingOut }) => {
        if (late === undefined) {
          late = goingOut;
          return failed();
        }
        isAgain = true;
        await isGoing.opened;
        return delivered;
      },
    });
    let isAgain = false;
    delivery.start();
    delivery.add("one");
    await delivery.idle();
    clock.at += 1000;
    await vi.waitFor(() => expect(isAgain).toBe(true), deadline);
    await expect(late?.()).rejects.toThrow("none when it is over");
    isGoing.open();
  });

  it("do not go out twice in one try, nor once somebody else holds the item, nor after the outbox was cleared", async () => {
    const { deliveryOf, storage, events, now } = setUp();
    const refusals: string[] = [];
    const delivery = deliveryOf({
      deliver: async (payload, { goingOut }) => {
        if (payload === "taken over")
          storage.outbox.take({ topic, owner: "other", now: new Date(now().getTime() + 6000), limit: 9 });
        if (payload === "cleared") storage.clear();
        if (payload === "twice") await goingOut();
        await goingOut().catch((error: Error) => {
          refusals.push(error.message);
          throw error;
        });
        return delivered;
      },
    });
    delivery.start();
    for (const payload of ["taken over", "cleared", "twice"]) {
      await delivery.add(payload);
      await delivery.idle();
    }
    const notHeld = "the item is held by somebody else, or gone";
    expect(refusals).toEqual([notHeld, notHeld, "one try has one copy, and none when it is over"]);
    expect(events.dropped).toEqual([]);
  });
});
