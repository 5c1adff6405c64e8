import assert from "node:assert/strict";
import { entry, onEmpty, type Rule, stored } from "./rule.ts";

export const writeRules: readonly Rule[] = [
  {
    title: "a key that was never added has no entry",
    check: onEmpty(async (driver) => {
      assert.equal(await driver.get("a"), undefined);
    }),
  },
  {
    title: "adding stores an entry with counter 0",
    check: onEmpty(async (driver) => {
      assert.equal(await driver.add("a", entry("one")), true);
      assert.deepEqual(await stored(driver, "a"), { text: "one", counter: 0 });
      assert.equal(await driver.get("b"), undefined);
    }),
  },
  {
    title: "adding a key twice is refused and leaves the first entry",
    check: onEmpty(async (driver) => {
      await driver.add("a", entry("one"));
      assert.equal(await driver.add("a", entry("two")), false);
      assert.deepEqual(await stored(driver, "a"), { text: "one", counter: 0 });
    }),
  },
  {
    title: "updating replaces the value and increments the counter",
    check: onEmpty(async (driver) => {
      await driver.add("a", entry("one"));
      await driver.add("b", entry("other"));
      assert.equal(await driver.update("a", entry("two"), 0), true);
      assert.deepEqual(await stored(driver, "a"), { text: "two", counter: 1 });
      assert.deepEqual(await stored(driver, "b"), { text: "other", counter: 0 });
    }),
  },
  {
    title: "updating a missing key is refused and stores nothing",
    check: onEmpty(async (driver) => {
      assert.equal(await driver.update("a", entry("one"), 0), false);
      assert.equal(await driver.get("a"), undefined);
    }),
  },
  {
    title: "deleting removes one entry, once",
    check: onEmpty(async (driver) => {
      await driver.add("a", entry("one"));
      await driver.add("b", entry("other"));
      assert.equal(await driver.delete("a"), true);
      assert.equal(await driver.delete("a"), false);
      assert.equal(await driver.get("a"), undefined);
      assert.deepEqual(await stored(driver, "b"), { text: "other", counter: 0 });
    }),
  },
  {
    title: "a deleted key can be added again and counts from 0",
    check: onEmpty(async (driver) => {
      await driver.add("a", entry("one"));
      await driver.update("a", entry("two"), 0);
      await driver.delete("a");
      assert.equal(await driver.update("a", entry("three"), 1), false);
      assert.equal(await driver.add("a", entry("four")), true);
      assert.deepEqual(await stored(driver, "a"), { text: "four", counter: 0 });
    }),
  },
  {
    title: "clearing removes every entry and leaves the driver usable",
    check: onEmpty(async (driver) => {
      await driver.add("a", entry("one"));
      await driver.add("b", entry("two"));
      await driver.clear();
      assert.equal(await driver.get("a"), undefined);
      assert.equal(await driver.get("b"), undefined);
      assert.equal(await driver.add("a", entry("three")), true);
    }),
  },
];
