import assert from "node:assert/strict";
import type { StorageDriver } from "../driver.ts";
import { entry, later, onEmpty, type Rule, stored } from "./rule.ts";

const now = new Date("2029-01-01T00:00:00.000Z");
const justExpired = new Date(now.getTime() - 1);
const stillAlive = new Date(now.getTime() + 1);

export const expiryRules: readonly Rule[] = [
  {
    title: "an expired entry that was not removed yet is an entry like any other",
    expiry: "by deleteExpired",
    check: onEmpty(async (driver) => {
      const longAgo = new Date(0);
      await driver.add("a", entry("one", longAgo));
      assert.deepEqual(await stored(driver, "a"), { text: "one", counter: 0 });
      assert.equal(await driver.add("a", entry("two")), false);
      assert.equal(await driver.update("a", entry("three", longAgo), 0), true);
      assert.deepEqual(await stored(driver, "a"), { text: "three", counter: 1 });
      assert.equal(await driver.delete("a"), true);
    }),
  },
  {
    title: "deleteExpired removes what expired before the given time and nothing else",
    expiry: "by deleteExpired",
    check: onEmpty(async (driver) => {
      await driver.add("expired", entry("one", justExpired));
      await driver.add("alive", entry("two", stillAlive));
      await driver.add("later", entry("three", later));
      assert.equal(await driver.deleteExpired(now, 10), 1);
      assert.equal(await driver.get("expired"), undefined);
      assert.deepEqual(await stored(driver, "alive"), { text: "two", counter: 0 });
      assert.deepEqual(await stored(driver, "later"), { text: "three", counter: 0 });
      assert.equal(await driver.deleteExpired(now, 10), 0);
    }),
  },
  {
    title: "an update moves the expiry, in both directions",
    expiry: "by deleteExpired",
    check: onEmpty(async (driver) => {
      await driver.add("prolonged", entry("one", justExpired));
      await driver.update("prolonged", entry("one", stillAlive), 0);
      await driver.add("shortened", entry("two", stillAlive));
      await driver.update("shortened", entry("two", justExpired), 0);
      assert.equal(await driver.deleteExpired(now, 10), 1);
      assert.notEqual(await driver.get("prolonged"), undefined);
      assert.equal(await driver.get("shortened"), undefined);
    }),
  },
  {
    title: "deleteExpired removes no more than its limit at once",
    expiry: "by deleteExpired",
    check: onEmpty(async (driver) => {
      for (let i = 0; i < 25; i++) await driver.add(`expired ${i}`, entry("one", justExpired));
      await driver.add("alive", entry("two", stillAlive));
      assert.equal(await driver.deleteExpired(now, 10), 10);
      assert.equal(await remaining(driver), 15);
      assert.equal(await driver.deleteExpired(now, 10), 10);
      assert.equal(await driver.deleteExpired(now, 10), 5);
      assert.equal(await remaining(driver), 0);
      assert.notEqual(await driver.get("alive"), undefined);
    }),
  },
  {
    title: "what has expired long ago is not there, and can be added again",
    expiry: "by itself",
    check: onEmpty(async (driver) => {
      await driver.add("added", entry("one", longAgo()));
      await driver.add("shortened", entry("two"));
      assert.equal(await driver.update("shortened", entry("three", longAgo()), 0), true);
      for (const key of ["added", "shortened"]) {
        assert.equal(await driver.get(key), undefined);
        assert.equal(await driver.update(key, entry("four"), 0), false);
        assert.equal(await driver.add(key, entry("five")), true);
      }
      assert.equal(await driver.count(), 2);
    }),
  },
  {
    title: "what has just expired is still there, for those whose clock is a little behind",
    expiry: "by itself",
    check: onEmpty(async (driver) => {
      const minuteAgo = new Date(Date.now() - 60_000);
      await driver.add("a", entry("one", minuteAgo));
      assert.equal(await driver.add("a", entry("two")), false);
      assert.equal(await driver.update("a", entry("three", minuteAgo), 0), true);
      assert.deepEqual(await stored(driver, "a"), { text: "three", counter: 1 });
    }),
  },
  {
    title: "deleteExpired has nothing to do",
    expiry: "by itself",
    check: onEmpty(async (driver) => {
      await driver.add("a", entry("one", justExpired));
      assert.equal(await driver.deleteExpired(later, 10), 0);
      assert.deepEqual(await stored(driver, "a"), { text: "one", counter: 0 });
    }),
  },
];

/** By the real clock, which decides where entries expire by themselves. */
const longAgo = () => new Date(Date.now() - 3_600_000);

async function remaining(driver: StorageDriver) {
  let count = 0;
  for (let i = 0; i < 25; i++) if (await driver.get(`expired ${i}`)) count += 1;
  return count;
}
