import assert from "node:assert/strict";
import { setImmediate as nextTurn } from "node:timers/promises";
import { entry, onEmpty, type Rule } from "./rule.ts";

export const foreignVersionRules: readonly Rule[] = [
  {
    title: "a driver that tells whether others wrote does so in the turn after another's write, and not after its own",
    needsReopen: true, // where entries end with the driver there are no others
    check: onEmpty(async (driver, { setCounter }) => {
      if (!driver.foreignVersion) return;
      const before = driver.foreignVersion();
      const adding = driver.add("a", entry("one"));
      assert.equal(driver.foreignVersion(), before);
      assert.equal(await adding, true);
      await driver.update("a", entry("two", new Date(0)), 0);
      await driver.deleteExpired(new Date(1), 1);
      await driver.add("a", entry("three"));
      assert.equal(driver.foreignVersion(), before);
      await setCounter("a", 7);
      await nextTurn();
      assert.notEqual(driver.foreignVersion(), before);
    }),
  },
];
