import { expect, test } from "vitest";
import { secondMs, stoppedClock, yearMs } from "../testing/clock.ts";
import { concurrently } from "../testing/concurrently.ts";
import { type Entries, mapStorage } from "../testing/map-storage.ts";
import { failureStreak } from "./failure-streak.ts";

const ada = { key: "ada@example.com", version: "1" };
const clock = stoppedClock();
const setUp = ({ storage = mapStorage(), name = "password" } = {}) => failureStreak({ storage, now: clock.now, name });

test("L3: 100 failures at once are 100 failures", async () => {
  const failures = setUp();
  expect(await failures.count(ada)).toBe(0);
  const { errors } = await concurrently(100, () => failures.add(ada));
  expect([await failures.count(ada), errors]).toEqual([100, []]);
});

test("a success ends the streak, and the next failure is the first again", async () => {
  const failures = setUp();
  await failures.end(ada);
  await concurrently(3, () => failures.add(ada));
  await failures.end(ada);
  expect(await failures.count(ada)).toBe(0);
  await failures.add(ada);
  expect(await failures.count(ada)).toBe(1);
});

test("L3: failures against the password of before do not count against the new one", async () => {
  const failures = setUp();
  const renewed = { ...ada, version: "2" };
  await concurrently(3, () => failures.add(ada));
  expect(await failures.count(renewed)).toBe(0);
  await failures.add(renewed);
  expect(await failures.count(renewed)).toBe(1);
});

test("streaks of other people and other names are others", async () => {
  const storage = mapStorage();
  await setUp({ storage }).add(ada);
  expect(await setUp({ storage }).count({ ...ada, key: "bob" })).toBe(0);
  expect(await setUp({ storage, name: "code" }).count(ada)).toBe(0);
  expect(await setUp({ storage }).count(ada)).toBe(1);
});

test("a streak outlives any jump of the clock, may be removed after a year, and its key does not tell whose it is", async () => {
  const entries: Entries = new Map();
  const failures = setUp({ storage: mapStorage(entries) });
  await failures.add(ada);
  const [[key, { expiresAt }] = ["", { expiresAt: undefined }]] = entries;
  expect(key).toMatch(/^failures\.password\.[\w-]{43}$/);
  expect(expiresAt).toEqual(new Date(clock.now().getTime() + yearMs));
  clock.move(yearMs + secondMs);
  expect(await failures.count(ada)).toBe(1);
});
