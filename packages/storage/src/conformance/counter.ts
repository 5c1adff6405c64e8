import assert from "node:assert/strict";
import { entry, onEmpty, type Rule, stored } from "./rule.ts";

const highest = 2 ** 31 - 1;

export const counterRules: readonly Rule[] = [
  {
    title: "an update with a stale counter is refused and changes nothing",
    check: onEmpty(async (driver) => {
      await driver.add("a", entry("one"));
      await driver.update("a", entry("two"), 0);
      assert.equal(await driver.update("a", entry("three"), 0), false);
      assert.deepEqual(await stored(driver, "a"), { text: "two", counter: 1 });
    }),
  },
  {
    title: "an update with a counter that was never reached is refused",
    check: onEmpty(async (driver) => {
      await driver.add("a", entry("one"));
      for (const counter of [1, -1, highest]) assert.equal(await driver.update("a", entry("two"), counter), false);
      assert.deepEqual(await stored(driver, "a"), { text: "one", counter: 0 });
    }),
  },
  {
    title: "the counter goes up to 2147483647, then to 0",
    check: onEmpty(async (driver, { setCounter }) => {
      await driver.add("a", entry("one"));
      await setCounter("a", highest - 1);
      assert.equal(await driver.update("a", entry("two"), highest - 1), true);
      assert.deepEqual(await stored(driver, "a"), { text: "two", counter: highest });
      assert.equal(await driver.update("a", entry("three"), highest), true);
      assert.deepEqual(await stored(driver, "a"), { text: "three", counter: 0 });
      assert.equal(await driver.update("a", entry("four"), highest), false);
    }),
  },
];
