import assert from "node:assert/strict";
import type { StorageDriver } from "../driver.ts";
import type { DriverUnderTest, Rule } from "./rule.ts";
import { entry, onEmpty } from "./rule.ts";

export const now = new Date("2029-01-01T00:00:00.000Z");
export const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

/** The payloads of what is due, which this takes. */
export async function takeAll({ outbox }: StorageDriver, topic: string, at = now, owner = "taker") {
  const taken = await outbox.take({ topic, owner, now: at, limit: 1000 });
  return taken.map(({ payload }) => payload);
}

/** Adds an item and takes it. */
export async function addAndTake({ outbox }: StorageDriver, owner = "one") {
  await outbox.add({ topic: "a", payload: "first", now });
  const [item] = await outbox.take({ topic: "a", owner, now, limit: 1 });
  assert.ok(item);
  return { item, hold: { id: item.id, owner } };
}

export const outboxRules: readonly Rule[] = [
  {
    title: "the outbox hands out what it was given, to the letter, the one that has been due longest first",
    check: onEmpty(async (driver) => {
      const payload = "\u0000 'quotes' \"and\" 🙂\n";
      await driver.outbox.add({ topic: "a", payload: "second", now: after(-1) });
      await driver.outbox.add({ topic: "a", payload: "first", now: after(-2) });
      await driver.outbox.add({ topic: "a", payload, now });
      const taken = await driver.outbox.take({ topic: "a", owner: "one", now, limit: 10 });
      assert.deepEqual(
        taken.map(({ id, ...item }) => item),
        ["first", "second", payload].map((text) => ({ payload: text, copies: 0, failures: 0 })),
      );
    }),
  },
  {
    title: "an item that comes from another outbox keeps its copies and failures",
    check: onEmpty(async (driver) => {
      await driver.outbox.add({ topic: "a", payload: "moved", now, copies: 1, failures: 7 });
      const [item] = await driver.outbox.take({ topic: "a", owner: "one", now, limit: 10 });
      assert.deepEqual(item && { ...item, id: 0 }, { id: 0, payload: "moved", copies: 1, failures: 7 });
    }),
  },
  {
    title: "a topic of the outbox has its own items, its own count and nothing of the entries",
    check: onEmpty(async (driver, { expiresByItself }) => {
      await driver.add("a", entry("one"));
      await driver.outbox.add({ topic: "a", payload: "first", now });
      await driver.outbox.add({ topic: "b", payload: "second", now });
      assert.equal(await driver.outbox.count("a"), 1);
      assert.deepEqual(await takeAll(driver, "b"), ["second"]);
      assert.deepEqual(await takeAll(driver, "a"), ["first"]);
      assert.deepEqual(await takeAll(driver, "c"), []);
      assert.equal(await driver.deleteExpired(after(1e9), 10), expiresByItself ? 0 : 1);
      assert.equal(await driver.outbox.count("a"), 1);
    }),
  },
  {
    title: "an item of the outbox that is done is gone, whoever holds it; the second time nothing happens",
    check: onEmpty(async (driver) => {
      const { item } = await addAndTake(driver);
      assert.equal(await driver.outbox.count("a"), 1);
      await driver.outbox.done(item.id);
      await driver.outbox.done(item.id);
      assert.equal(await driver.outbox.count("a"), 0);
      assert.deepEqual(await takeAll(driver, "a", after(3600)), []);
    }),
  },
  {
    title: "clear empties the outbox too, and no id is used again",
    check: onEmpty(async (driver) => {
      const { item, hold } = await addAndTake(driver);
      await driver.clear();
      assert.equal(await driver.outbox.count("a"), 0);
      const second = await addAndTake(driver);
      assert.ok(second.item.id > item.id);
      assert.equal(await driver.outbox.noteCopy(hold), false);
      await driver.outbox.clear();
      assert.equal(await driver.outbox.count("a"), 0);
    }),
  },
  {
    title: "trim removes the oldest items of the topic and says how many",
    check: onEmpty(async (driver) => {
      for (let i = 0; i < 7; i++) await driver.outbox.add({ topic: "a", payload: `${i}`, now: after(-i) });
      await driver.outbox.add({ topic: "b", payload: "other", now });
      assert.equal(await driver.outbox.trim("a", 7), 0);
      assert.equal(await driver.outbox.trim("a", 4), 3);
      assert.equal(await driver.outbox.count("b"), 1);
      assert.deepEqual((await takeAll(driver, "a")).toSorted(), ["3", "4", "5", "6"]);
    }),
  },
  {
    title: "what waits in the outbox, and its notes, outlive the driver",
    needsReopen: true,
    async check(underTest) {
      const first = await underTest.open();
      const { hold } = await addAndTake(first);
      await first.outbox.noteCopy(hold);
      await first.close();
      await checkReopened(underTest);
    },
  },
];

async function checkReopened({ reopen }: DriverUnderTest) {
  assert.ok(reopen);
  const second = await reopen();
  try {
    assert.equal(await second.outbox.count("a"), 1);
    const [item] = await second.outbox.take({ topic: "a", owner: "two", now: after(60), limit: 1 });
    assert.deepEqual(item && { ...item, id: 0 }, { id: 0, payload: "first", copies: 1, failures: 0 });
  } finally {
    await second.close();
  }
}
