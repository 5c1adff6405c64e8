import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { StorageDriver } from "../driver.ts";
import { entry, later, onEmpty, type Rule, stored } from "./rule.ts";

const writers = 1000;

export const raceRules: readonly Rule[] = [
  {
    title: "of many concurrent adds of one key exactly one succeeds",
    check: onEmpty(async (driver) => {
      const added = await Promise.all(numbers(50).map(async (i) => driver.add("a", entry(`${i}`))));
      assert.equal(added.filter(Boolean).length, 1);
      assert.deepEqual(await stored(driver, "a"), { text: `${added.indexOf(true)}`, counter: 0 });
    }),
  },
  {
    title: "of many concurrent updates with one counter exactly one succeeds",
    check: onEmpty(async (driver) => {
      await driver.add("a", entry("none"));
      const updated = await Promise.all(numbers(50).map(async (i) => driver.update("a", entry(`${i}`), 0)));
      assert.equal(updated.filter(Boolean).length, 1);
      assert.deepEqual(await stored(driver, "a"), { text: `${updated.indexOf(true)}`, counter: 1 });
    }),
  },
  {
    title: "of many concurrent deletes of one key exactly one succeeds",
    check: onEmpty(async (driver) => {
      await driver.add("a", entry("one"));
      const deleted = await Promise.all(numbers(50).map(async () => driver.delete("a")));
      assert.equal(deleted.filter(Boolean).length, 1);
    }),
  },
  {
    title: "1,000 concurrent updates of one key, each repeated until it succeeds, land exactly once each",
    check: onEmpty(async (driver) => {
      await driver.add("a", { value: new Uint8Array(writers), expiresAt: later });
      await Promise.all(numbers(writers).map((writer) => land(driver, writer)));
      const found = await driver.get("a");
      assert.equal(found?.counter, writers);
      assert.deepEqual(Uint8Array.from(found.value), new Uint8Array(writers).fill(1));
    }),
  },
];

/** The longest pause leaves room for all writers, one after the other. */
const longestPauseMilliseconds = 2000;

/** Adds one to the byte that is this writer's own. A lost race waits a random while, twice as long each time. */
async function land(driver: StorageDriver, writer: number) {
  for (let attempt = 1; ; attempt++) {
    const found = await driver.get("a");
    assert.ok(found);
    const value = Uint8Array.from(found.value);
    value[writer] = (value[writer] ?? 0) + 1;
    if (await driver.update("a", { value, expiresAt: later }, found.counter)) return;
    await setTimeout(Math.random() * Math.min(longestPauseMilliseconds, 20 * 2 ** attempt));
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
