import { expect, test } from "vitest";
import { secondMs, stoppedClock } from "../testing/clock.ts";
import { memoryCache } from "./memory-cache.ts";

const value = Uint8Array.of(1, 2, 3);
type MemoryCache = ReturnType<typeof setUp>["cache"];

function setUp(maxEntries = 10_000) {
  const clock = stoppedClock();
  const passing = stoppedClock(0);
  const elapsedMs = () => passing.now().getTime();
  return { clock, passing, cache: memoryCache({ now: clock.now, elapsedMs, maxEntries }) };
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

test("all of them are forgotten when it is cleared", () => {
  const { cache } = setUp();
  cache.set("a", value, 10);
  cache.set("b", value, 10);
  cache.clear();
  expect([cache.get("a"), cache.get("b")]).toEqual([undefined, undefined]);
});

test.each([
  ["set", (cache: MemoryCache) => cache.set("a", value, 10)],
  ["looked up", (cache: MemoryCache) => cache.get("a")],
])("the value that was %s longest ago makes room", (_, use) => {
  const { cache } = setUp(2);
  cache.set("a", value, 10);
  cache.set("b", value, 10);
  use(cache);
  cache.set("c", value, 10);
  expect([cache.get("a"), cache.get("b"), cache.get("c")]).toEqual([value, undefined, value]);
});

test("a million values take no more room than the most that there may be", () => {
  const { cache } = setUp(3);
  for (let i = 0; i < 1_000_000; i++) cache.set(String(i), value, 10);
  const left = Array.from({ length: 10 }, (_, i) => cache.get(String(999_990 + i))).filter(Boolean);
  expect(left.length).toBe(3);
});

test("D6: a clock that goes back makes nothing last longer, also when it comes forward again", () => {
  const { clock, cache } = setUp();
  cache.set("a", value, 10);
  clock.move(-1);
  expect(cache.get("a")).toBeUndefined();
  clock.move(1);
  expect(cache.get("a")).toBeUndefined();
});

test("D6: time that passes while somebody sets the clock back counts all the same", () => {
  const { clock, passing, cache } = setUp();
  cache.set("a", value, 10);
  cache.set("b", value, 11);
  passing.move(10 * secondMs); // and the clock shows the same as before
  expect([cache.get("a"), cache.get("b")]).toEqual([undefined, value]);
  clock.move(11 * secondMs);
  expect(cache.get("b")).toBeUndefined();
});

test("it keeps the time by itself if it is given no clock", () => {
  const cache = memoryCache();
  cache.set("a", value, 1000);
  expect(cache.get("a")).toEqual(value);
});
