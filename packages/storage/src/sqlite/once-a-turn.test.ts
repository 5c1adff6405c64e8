import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { onceATurn } from "./once-a-turn.ts";

it("looks once for all who ask in a turn of the event loop, and again in the next", async () => {
  let looks = 0;
  const ask = onceATurn(() => ++looks);
  expect([ask(), ask()]).toEqual([1, 1]);
  await undefined;
  expect(ask()).toBe(1);
  await nextTurn();
  expect([ask(), ask()]).toEqual([2, 2]);
});

it("does not remember a look that failed", () => {
  let isBroken = true;
  const ask = onceATurn(() => {
    if (isBroken) throw new Error("broken");
    return "well";
  });
  expect(ask).toThrow("broken");
  isBroken = false;
  expect(ask()).toBe("well");
});
