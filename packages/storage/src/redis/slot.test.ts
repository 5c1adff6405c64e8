import { expect, it } from "vitest";
import { slotOf } from "./slot.ts";

it.each([
  ["123456789", 12739], // the check value of CRC-16/XMODEM, 0x31C3
  ["foo", 12182],
  ["", 0],
  ["{foo}:a", 12182],
  ["tiauth:{foo}:b", 12182],
  ["a{foo}{bar}", 12182],
  ["a}{foo}", 12182],
])("the slot of %j is %i", (key, slot) => {
  expect(slotOf(key)).toBe(slot);
});

it("braces with nothing in between, or without an end, are letters like others", () => {
  expect(slotOf("{}foo")).not.toBe(slotOf("{}bar"));
  expect(slotOf("{}{foo}")).not.toBe(slotOf("{foo}"));
  expect(slotOf("{foo")).not.toBe(slotOf("foo"));
});
