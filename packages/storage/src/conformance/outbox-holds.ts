import assert from "node:assert/strict";
import { leaseSeconds } from "../outbox/outbox.ts";
import { addAndTake, after, now, takeAll } from "./outbox.ts";
import { onEmpty, type Rule } from "./rule.ts";

export const outboxHoldRules: readonly Rule[] = [
  {
    title: "of many who take at once each item goes to exactly one",
    check: onEmpty(async (driver) => {
      for (let i = 0; i < 100; i++) await driver.outbox.add({ topic: "a", payload: `${i}`, now });
      const owners = Array.from({ length: 30 }, (_, i) => `owner ${i}`);
      const taken = await Promise.all(
        owners.map(async (owner) => driver.outbox.take({ topic: "a", owner, now, limit: 4 })),
      );
      const payloads = taken.flat().map(({ payload }) => payload);
      assert.equal(new Set(payloads).size, payloads.length);
      assert.equal(payloads.length + (await takeAll(driver, "a")).length, 100);
      assert.ok(taken.every(({ length }) => length <= 4));
    }),
  },
  {
    title: "an item that was taken is due again when the lease is over, unless it was renewed",
    check: onEmpty(async (driver) => {
      const { hold } = await addAndTake(driver);
      assert.deepEqual(await takeAll(driver, "a", after(leaseSeconds - 1)), []);
      assert.equal(await driver.outbox.renew(hold, after(leaseSeconds - 1)), true);
      assert.deepEqual(await takeAll(driver, "a", after(leaseSeconds + 1)), []);
      assert.deepEqual(await takeAll(driver, "a", after(2 * leaseSeconds)), ["first"]);
    }),
  },
  {
    title: "an item that was added with an owner is held from the start, like one that was taken",
    check: onEmpty(async ({ outbox }) => {
      const id = await outbox.add({ topic: "a", payload: "first", now, owner: "one", copies: 1 });
      const hold = { id, owner: "one" };
      const take = (owner: string, at: Date) => outbox.take({ topic: "a", owner, now: at, limit: 9 });
      assert.equal(await outbox.isHeld(hold), true);
      assert.deepEqual(await take("two", after(leaseSeconds - 1)), []);
      assert.equal(await outbox.noteCopy(hold), true);
      assert.deepEqual(await take("two", after(leaseSeconds)), [{ id, payload: "first", copies: 2, failures: 0 }]);
      assert.equal(await outbox.isHeld(hold), false);
      assert.equal(await outbox.isHeld({ id, owner: "two" }), true);
      await outbox.done(id);
      assert.equal(await outbox.isHeld({ id, owner: "two" }), false);
    }),
  },
  {
    title: "who lost an item to another owner can neither note a copy nor put it back nor renew it",
    check: onEmpty(async (driver) => {
      const { item, hold } = await addAndTake(driver);
      const { outbox } = driver;
      assert.equal(await outbox.noteCopy(hold), true);
      const [again] = await outbox.take({ topic: "a", owner: "two", now: after(leaseSeconds), limit: 1 });
      assert.equal(again?.copies, 1);
      assert.equal(await outbox.noteCopy(hold), false);
      assert.equal(await outbox.renew(hold, after(100)), false);
      assert.equal(await outbox.putBack(hold, { copies: 0, failures: 9, dueAt: now }), false);
      assert.equal(await outbox.noteCopy({ id: item.id, owner: "two" }), true);
      const [third] = await outbox.take({ topic: "a", owner: "three", now: after(100), limit: 1 });
      assert.deepEqual(third, { ...item, copies: 2 });
    }),
  },
  {
    title: "an item that was put back is nobody's, and due when it was said, with the notes that were given",
    check: onEmpty(async (driver) => {
      const { item, hold } = await addAndTake(driver);
      const { outbox } = driver;
      await outbox.noteCopy(hold);
      assert.equal(await outbox.putBack(hold, { copies: 0, failures: 3, dueAt: after(30) }), true);
      assert.equal(await outbox.noteCopy(hold), false);
      assert.deepEqual(await takeAll(driver, "a", after(29)), []);
      const [again] = await outbox.take({ topic: "a", owner: "two", now: after(30), limit: 1 });
      assert.deepEqual(again, { ...item, copies: 0, failures: 3 });
    }),
  },
  {
    title: "hasten makes due what waits after a failure, as many as allowed, and leaves alone what is held",
    check: onEmpty(async (driver) => {
      const { outbox } = driver;
      for (const payload of ["0", "1", "2", "held", "new"]) await outbox.add({ topic: "a", payload, now });
      await outbox.add({ topic: "b", payload: "other", now });
      const items = await outbox.take({ topic: "a", owner: "one", now, limit: 4 });
      for (const { id } of items.slice(0, 3))
        await outbox.putBack({ id, owner: "one" }, { copies: 0, failures: 1, dueAt: after(60) });
      assert.equal(await outbox.hasten("b", now, 10), 0);
      assert.equal(await outbox.hasten("a", now, 2), 2);
      assert.equal((await takeAll(driver, "a")).length, 3);
      assert.equal(await outbox.hasten("a", now, 2), 1);
      assert.equal((await takeAll(driver, "a")).length, 1);
    }),
  },
];
