import assert from "node:assert/strict";
import { longestWaitSeconds } from "../outbox/outbox.ts";
import { addAndTake, after, takeAll } from "./outbox.ts";
import { onEmpty, type Rule } from "./rule.ts";

const yearSeconds = 365 * 24 * 3600;

export const outboxClockRules: readonly Rule[] = [
  {
    title: "an item of the outbox that was added before the clock was set back is due",
    check: onEmpty(async (driver) => {
      await driver.outbox.add({ topic: "a", payload: "first", now: after(yearSeconds) });
      assert.deepEqual(await takeAll(driver, "a"), ["first"]);
    }),
  },
  {
    title: "an item that was put back or taken before the clock was set back is due, too",
    check: onEmpty(async (driver) => {
      const { outbox } = driver;
      for (const payload of ["put back", "taken"]) await outbox.add({ topic: "a", payload, now: after(yearSeconds) });
      const taken = await outbox.take({ topic: "a", owner: "one", now: after(yearSeconds), limit: 2 });
      const dueAt = after(yearSeconds + longestWaitSeconds);
      const id = taken[0]?.id ?? 0;
      assert.equal(await outbox.putBack({ id, owner: "one" }, { copies: 0, failures: 7, dueAt }), true);
      assert.deepEqual((await takeAll(driver, "a")).toSorted(), ["put back", "taken"]);
    }),
  },
  {
    title: "the longest wait is believed",
    check: onEmpty(async (driver) => {
      const { hold } = await addAndTake(driver);
      await driver.outbox.putBack(hold, { copies: 0, failures: 7, dueAt: after(longestWaitSeconds) });
      assert.deepEqual(await takeAll(driver, "a"), []);
      assert.deepEqual(await takeAll(driver, "a", after(longestWaitSeconds)), ["first"]);
    }),
  },
  {
    title: "years later by the clock, an item of the outbox is still there",
    check: onEmpty(async (driver) => {
      await driver.outbox.add({ topic: "a", payload: "first", now: after(0) });
      assert.equal(await driver.deleteExpired(after(10 * yearSeconds), 100), 0);
      assert.deepEqual(await takeAll(driver, "a", after(10 * yearSeconds)), ["first"]);
    }),
  },
];
