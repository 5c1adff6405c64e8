import { expect, test } from "vitest";
import { secondMs, stoppedClock } from "../testing/clock.ts";
import { concurrently } from "../testing/concurrently.ts";
import { type Entries, mapStorage } from "../testing/map-storage.ts";
import { tombstones } from "./tombstones.ts";

function setUp(entries: Entries = new Map(), name = "deleted_user") {
  const clock = stoppedClock();
  return { clock, gone: tombstones({ storage: mapStorage(entries), now: clock.now, name, keptSeconds: 60 }) };
}
const at = (clock: { now(): Date }, milliseconds: number) => new Date(clock.now().getTime() + milliseconds);

test("O4: what was made up to the millisecond in which its user went is from before, what came later is not", async () => {
  const { clock, gone } = setUp();
  expect(await gone.isGoneSince("ada", clock.now())).toBe(false);
  await gone.add("ada");
  expect(await gone.isGoneSince("ada", at(clock, -1))).toBe(true);
  expect(await gone.isGoneSince("ada", clock.now())).toBe(true);
  expect(await gone.isGoneSince("ada", at(clock, 1))).toBe(false);
});

test("O4: of two deletions the later one counts, also if the clock went back in between", async () => {
  const { clock, gone } = setUp();
  await gone.add("ada");
  clock.move(secondMs);
  await gone.add("ada");
  const last = clock.now();
  clock.move(-5 * secondMs);
  await gone.add("ada");
  expect(await gone.isGoneSince("ada", last)).toBe(true);
});

test("50 deletions at once leave one tombstone", async () => {
  const entries: Entries = new Map();
  const { clock, gone } = setUp(entries);
  const { errors } = await concurrently(50, () => gone.add("ada"));
  expect([entries.size, errors]).toEqual([1, []]);
  expect(await gone.isGoneSince("ada", clock.now())).toBe(true);
});

test("others are not gone, nor the same id under another name", async () => {
  const entries: Entries = new Map();
  const { clock, gone } = setUp(entries);
  await gone.add("ada");
  expect(await gone.isGoneSince("bob", clock.now())).toBe(false);
  expect(await setUp(entries, "deleted_team").gone.isGoneSince("ada", clock.now())).toBe(false);
});

test("a tombstone stays for as long as it is asked to, under a short key whatever the id", async () => {
  const entries: Entries = new Map();
  const { clock, gone } = setUp(entries);
  await gone.add("ada".repeat(1000));
  const [[key, { expiresAt }] = ["", { expiresAt: undefined }]] = entries;
  expect(key).toMatch(/^deleted_user\.[\w-]{43}$/);
  expect(expiresAt).toEqual(at(clock, 60 * secondMs));
});
