import assert from "node:assert/strict";
import type { StorageDriver } from "../driver.ts";
import { entry, onEmpty, type Rule, stored } from "./rule.ts";

/** Each a key of exactly 255 bytes. */
const longest = ["k".repeat(255), `${"é".repeat(127)}k`, "€".repeat(85), `${"😀".repeat(63)}key`];
/** Each a byte over. */
const tooLong = ["k".repeat(256), "é".repeat(128), `${"€".repeat(85)}k`, "😀".repeat(64)];
/** What a store that folds case, trims, normalises or stops at a zero byte would take for one another. */
const lookalikes = ["a", "A", "a ", " a", "a\0", "a\0b", "", "é", "e\u0301", "a%", "a_", "__proto__", "constructor"];

export const keyRules: readonly Rule[] = [
  {
    title: "keys of 255 bytes are kept whole, in any script",
    check: onEmpty(async (driver) => {
      for (const key of longest) {
        assert.equal(await driver.add(key, entry(key)), true);
        assert.deepEqual(await stored(driver, key), { text: key, counter: 0 });
        assert.equal(await driver.update(key, entry(key), 0), true);
        assert.equal(await driver.delete(key), true);
      }
    }),
  },
  {
    title: "keys that differ only in their last byte are two keys",
    check: onEmpty(async (driver) => {
      const [one, other] = [`${"k".repeat(254)}a`, `${"k".repeat(254)}b`];
      await driver.add(one, entry("one"));
      assert.equal(await driver.add(other, entry("other")), true);
      assert.deepEqual(await stored(driver, one), { text: "one", counter: 0 });
    }),
  },
  {
    title: "keys that look alike are different keys",
    check: onEmpty(async (driver) => {
      for (const key of lookalikes) assert.equal(await driver.add(key, entry(key)), true, JSON.stringify(key));
      for (const key of lookalikes) assert.deepEqual(await stored(driver, key), { text: key, counter: 0 });
    }),
  },
  {
    title: "a key of more than 255 bytes throws and stores nothing",
    check: onEmpty(async (driver) => {
      for (const key of tooLong) await assertRefused(driver, key);
      for (const key of longest) assert.equal(await driver.get(key), undefined);
    }),
  },
  {
    title: "a key with half a surrogate pair throws",
    check: onEmpty(async (driver) => {
      await assertRefused(driver, "a\ud83d");
      assert.equal(await driver.get("a\ufffd"), undefined);
    }),
  },
];

/** An `async` function also turns what a driver throws at once into a rejection. */
async function assertRefused(driver: StorageDriver, key: string) {
  await assert.rejects(async () => driver.get(key));
  await assert.rejects(async () => driver.add(key, entry("one")));
  await assert.rejects(async () => driver.update(key, entry("one"), 0));
  await assert.rejects(async () => driver.delete(key));
}
