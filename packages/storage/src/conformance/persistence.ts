import assert from "node:assert/strict";
import type { DriverUnderTest, Rule } from "./rule.ts";
import { entry, stored } from "./rule.ts";

export const persistenceRules: readonly Rule[] = [
  {
    title: "entries and their counters outlive the driver",
    needsReopen: true,
    async check(underTest) {
      const first = await underTest.open();
      await first.add("a", entry("one"));
      await first.update("a", entry("two"), 0);
      await first.add("gone", entry("three"));
      await first.delete("gone");
      await first.close();
      await checkReopened(underTest);
    },
  },
  {
    title: "closing answers what was asked for before, and keeps it",
    needsReopen: true,
    async check(underTest) {
      const first = await underTest.open();
      await first.add("a", entry("one"));
      const asked = first.update("a", entry("two"), 0);
      await first.close();
      assert.equal(await asked, true);
      await checkReopened(underTest);
    },
  },
];

async function checkReopened({ reopen }: DriverUnderTest) {
  assert.ok(reopen);
  const second = await reopen();
  try {
    assert.deepEqual(await stored(second, "a"), { text: "two", counter: 1 });
    assert.equal(await second.get("gone"), undefined);
    assert.equal(await second.update("a", entry("three"), 1), true);
  } finally {
    await second.close();
  }
}
