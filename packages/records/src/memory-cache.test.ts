import { expect, test } from "vitest";
import { secondMs, stoppedClock } from "../testing/clock.ts";
import { memoryCache } from "./memory-cache.ts";

const value = Uint8Array.of(1, 2, 3);

function setUp(maxEntries = 10_000) {
  const clock = stoppedClock();
  return { clock, cache: memoryCache({ now: clock.now, maxEntries }) };
}

test("a value is remembered until its time is over, to the millisecond", () => {
  const { clock, cache } = setUp();
  expect(cache.get("a")).toBeUndefined();
  cache.set("a", value, 10);
  clock.move(10 * secondMs - 1);
  expect(cache.get("a")).toEqual(value);
  clock.move(1);
  expect(cache.get("a")).toBeUndefined();
});

test("setting a value again starts its time anew", () => {
  const { clock, cache } = setUp();
  cache.set("a", value, 10);
  clock.move(9 * secondMs);
  cache.set("a", Uint8Array.of(4), 10);
  clock.move(9 * secondMs);
  expect(cache.get("a")).toEqual(Uint8Array.of(4));
});

test("a deleted value is forgotten, the others are not", () => {
  const { cache } = setUp();
  cache.set("a", value, 10);
  cache.set("b", value, 10);
  cache.delete("a");
  expect([cache.get("a"), cache.get("b")]).toEqual([undefined, value]);
});

test("the value that was set longest ago makes room", () => {
  const { cache } = setUp(2);
  cache.set("a", value, 10);
  cache.set("b", value, 10);
  cache.set("a", value, 10);
  cache.set("c", value, 10);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([value, undefined, value]);
});

test("D6: a clock that goes back makes nothing last longer, also when it comes forward again", () => {
  const { clock, cache } = setUp();
  cache.set("a", value, 10);
  clock.move(-1);
  expect(cache.get("a")).toBeUndefined();
  clock.move(1);
  expect(cache.get("a")).toBeUndefined();
});

test("it keeps the time by itself if it is given no clock", () => {
  const cache = memoryCache();
  cache.set("a", value, 1000);
  expect(cache.get("a")).toEqual(value);
});
