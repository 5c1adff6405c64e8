import assert from "node:assert/strict";
import type { StorageDriver } from "../driver.ts";
import { later, onEmpty, type Rule } from "./rule.ts";

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

export const valueRules: readonly Rule[] = [
  {
    title: "every byte comes back as it was stored",
    check: onEmpty(async (driver) => {
      await assertKept(driver, "all", everyByte);
      await assertKept(driver, "invalid UTF-8", Uint8Array.of(0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80));
      await assertKept(driver, "long", new Uint8Array(100_000).fill(0xa5));
    }),
  },
  {
    title: "an empty value is stored and is not the absence of one",
    check: onEmpty(async (driver) => {
      await assertKept(driver, "empty", new Uint8Array());
      assert.equal(await driver.add("empty", { value: everyByte, expiresAt: later }), false);
    }),
  },
  {
    title: "of a view only the bytes it shows are stored",
    check: onEmpty(async (driver) => {
      await assertKept(driver, "view", everyByte.subarray(100, 103));
    }),
  },
  {
    title: "changing the bytes after they were stored changes nothing",
    check: onEmpty(async (driver) => {
      const value = Buffer.from("one");
      await driver.add("a", { value, expiresAt: later });
      value.fill(0);
      assert.equal(await text(driver), "one");
      const next = Buffer.from("two");
      await driver.update("a", { value: next, expiresAt: later }, 0);
      next.fill(0);
      assert.equal(await text(driver), "two");
    }),
  },
  {
    title: "changing the bytes that were read changes nothing",
    check: onEmpty(async (driver) => {
      await driver.add("a", { value: Buffer.from("one"), expiresAt: later });
      (await driver.get("a"))?.value.fill(0);
      assert.equal(await text(driver), "one");
    }),
  },
];

async function assertKept(driver: StorageDriver, key: string, value: Uint8Array) {
  assert.equal(await driver.add(key, { value, expiresAt: later }), true);
  await assertValue(driver, key, value);
  assert.equal(await driver.update(key, { value, expiresAt: later }, 0), true);
  await assertValue(driver, key, value);
}

async function assertValue(driver: StorageDriver, key: string, value: Uint8Array) {
  const found = await driver.get(key);
  assert.ok(found?.value instanceof Uint8Array);
  assert.equal(Buffer.compare(found.value, value), 0);
}

async function text(driver: StorageDriver) {
  const found = await driver.get("a");
  return found && Buffer.from(found.value).toString();
}
