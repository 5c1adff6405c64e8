import assert from "node:assert/strict";
import type { KeptEntry, StorageDriver } from "../driver.ts";
import { later, onEmpty, type Rule, stored } from "./rule.ts";

const kept = (key: string, text: string, counter: number): KeptEntry => ({
  key,
  value: Buffer.from(text),
  counter,
  expiresAt: later,
});

/** Keys and bytes that a text, a pattern or a cursor could stumble over. */
const peculiar: readonly KeptEntry[] = [
  kept("", "empty key", 0),
  kept("a\0b", "zero byte", 1),
  kept("a*[%_", "pattern", 2),
  kept("\u{1f600}".repeat(63), "long", 2 ** 31 - 1),
  { ...kept("no value", "", 3), value: new Uint8Array() },
  { ...kept("no text", "", 4), value: Uint8Array.of(0xff, 0x00, 0xc0) },
  { ...kept("expiry", "to the millisecond", 5), expiresAt: new Date(later.getTime() + 1) },
];
const many = Array.from({ length: 50 }, (_, i) => kept(`many ${i}`, `entry ${i}`, i));

export const movingRules: readonly Rule[] = [
  {
    title: "what is listed and restored elsewhere is the same to the byte, the counter and the millisecond",
    check: onEmpty(async (driver) => {
      assert.equal(await driver.restore([...peculiar, ...many]), peculiar.length + many.length);
      for (const limit of [3, 1000]) assert.deepEqual(await listed(driver, limit), plain([...peculiar, ...many]));
    }),
  },
  {
    title: "an empty storage has nothing to list, to restore and to count",
    check: onEmpty(async (driver) => {
      assert.deepEqual(await listed(driver, 10), []);
      assert.equal(await driver.restore([]), 0);
      assert.equal(await driver.count(), 0);
    }),
  },
  {
    title: "entries that stay are listed though others come and go meanwhile",
    check: onEmpty(async (driver) => {
      await driver.restore(many);
      const [gone, stay] = [many.slice(0, 20), many.slice(20)];
      const found = new Set<string>();
      let turn = 0;
      for await (const { key } of pages(driver, 7)) {
        found.add(key);
        const leaving = gone[turn++];
        if (!leaving) continue;
        await driver.delete(leaving.key);
        await driver.add(`come ${turn}`, leaving);
      }
      assert.deepEqual(
        stay.filter(({ key }) => !found.has(key)),
        [],
      );
    }),
  },
  {
    title: "restoring leaves an entry that is there as it is, and says how many were stored",
    check: onEmpty(async (driver) => {
      await driver.add("a", kept("a", "newer", 0));
      assert.equal(await driver.restore([kept("a", "older", 7), kept("b", "two", 7), kept("b", "again", 8)]), 1);
      assert.deepEqual(await stored(driver, "a"), { text: "newer", counter: 0 });
      assert.deepEqual(await stored(driver, "b"), { text: "two", counter: 7 });
      assert.equal(await driver.restore([kept("a", "older", 7), kept("b", "two", 7)]), 0);
    }),
  },
  {
    title: "a restored entry is updated from the counter it came with",
    check: onEmpty(async (driver) => {
      await driver.restore([kept("a", "one", 41)]);
      assert.equal(await driver.update("a", kept("a", "two", 0), 0), false);
      assert.equal(await driver.update("a", kept("a", "two", 0), 41), true);
      assert.deepEqual(await stored(driver, "a"), { text: "two", counter: 42 });
    }),
  },
  {
    title: "a key that is too long or not well-formed is not restored",
    check: onEmpty(async (driver) => {
      await assert.rejects(async () => driver.restore([kept("k".repeat(256), "one", 0)]));
      await assert.rejects(async () => driver.restore([kept("a\ud83d", "one", 0)]));
      assert.equal(await driver.count(), 0);
    }),
  },
  {
    title: "counting tells how many entries there are",
    check: onEmpty(async (driver) => {
      await driver.restore(many);
      await driver.delete("many 7");
      await driver.outbox.add({ topic: "a", payload: "no entry", now: later });
      assert.equal(await driver.count(), many.length - 1);
      await driver.clear();
      assert.equal(await driver.count(), 0);
    }),
  },
  {
    title: "what was restored outlives the driver",
    needsReopen: true,
    async check({ open, reopen }) {
      const first = await open();
      await first.restore(peculiar);
      await first.close();
      assert.ok(reopen);
      const second = await reopen();
      try {
        assert.deepEqual(await listed(second, 2), plain(peculiar));
      } finally {
        await second.close();
      }
    },
  },
];

async function* pages(driver: StorageDriver, limit: number): AsyncGenerator<KeptEntry> {
  let cursor: string | undefined;
  do {
    const { entries, next } = await driver.list(cursor, limit);
    yield* entries;
    cursor = next;
  } while (cursor !== undefined);
}

async function listed(driver: StorageDriver, limit: number) {
  const found: KeptEntry[] = [];
  for await (const entry of pages(driver, limit)) found.push(entry);
  return plain(found);
}

/** Readable in a failed assertion, in an order of its own, and each once: a page may repeat an entry. */
function plain(entries: readonly KeptEntry[]) {
  const lines = entries.map(({ key, value, counter, expiresAt }) =>
    JSON.stringify([key, Buffer.from(value).toString("hex"), counter, expiresAt.toISOString()]),
  );
  return [...new Set(lines)].sort();
}
