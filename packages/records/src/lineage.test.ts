import * as fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { secondMs, stoppedClock } from "../testing/clock.ts";
import { concurrently } from "../testing/concurrently.ts";
import { type Entries, mapStorage } from "../testing/map-storage.ts";
import { historicActs, history } from "../testing/owners.ts";
import { lineage, type Version } from "./lineage.ts";

function setUp(entries: Entries = new Map(), name = "owner") {
  const clock = stoppedClock();
  return { clock, line: lineage({ storage: mapStorage(entries), now: clock.now, name, keptSeconds: 60 }) };
}
const at = (clock: { now(): Date }, milliseconds: number) => new Date(clock.now().getTime() + milliseconds);
const a0 = { counter: 0, identity: "a0" };
const a1 = { counter: 1, identity: "a1" };

describe("O4: whoever has an id now is the one whom something was made for", () => {
  const byChance = { numRuns: 3000 };

  it("always, if the id was never used again, however often anybody changed the secret and whatever note was lost", () =>
    fc.assert(
      fc.asyncProperty(historicActs({ isReused: false }), async (acts) => {
        const { tokens } = await history(setUp(), acts);
        for (const { isOpen } of await tokens()) expect(isOpen).toBe(true);
      }),
      byChance,
    ));

  it("never, if it is somebody else, however ids came and went, where all changes of secrets were noted", () =>
    fc.assert(
      fc.asyncProperty(historicActs({ isReused: true }), async (acts) => {
        const { tokens } = await history(setUp(), acts);
        for (const { isOpen, isTheOwners } of await tokens()) expect(isOpen).toBe(isTheOwners);
      }),
      byChance,
    ));

  it("not if the counter went down or stood still", async () => {
    const { clock, line } = setUp();
    const isSame = (seen: Version, current: Version) => line.isSame("ada", { seen, since: clock.now(), current });
    expect(await isSame(a1, a0)).toBe(false);
    expect(await isSame(a1, { ...a1, identity: "b1" })).toBe(false);
  });

  it("not if a secret that nobody noted changed and the id was free since: up to the millisecond", async () => {
    const { clock, line } = setUp();
    const isSame = (since: Date) => line.isSame("ada", { seen: a0, since, current: a1 });
    expect(await isSame(clock.now())).toBe(true);
    await line.end("ada");
    expect(await isSame(at(clock, -1))).toBe(false);
    expect(await isSame(clock.now())).toBe(false);
    expect(await isSame(at(clock, 1))).toBe(true);
  });

  it("not if it was free at the later of two times, also if the clock went back in between", async () => {
    const { clock, line } = setUp();
    clock.move(secondMs);
    await line.end("ada");
    const last = clock.now();
    clock.move(-5 * secondMs);
    await line.end("ada");
    expect(await line.isSame("ada", { seen: a0, since: last, current: a1 })).toBe(false);
  });

  it("D6: also if they signed up while the clock was a year ahead", async () => {
    const { clock, line } = setUp();
    clock.move(365 * 86_400 * secondMs);
    await line.begin("ada", a0);
    clock.move(-365 * 86_400 * secondMs);
    await line.note("ada", a0, a1);
    expect(await line.isSame("ada", { seen: a0, since: clock.now(), current: a1 })).toBe(true);
  });
});

test("nothing is read while nothing changed", async () => {
  const storage = { ...mapStorage(), get: () => expect.fail("read") };
  const line = lineage({ storage, now: () => new Date(), name: "owner", keptSeconds: 60 });
  expect(await line.isSame("ada", { seen: a0, since: new Date(), current: a0 })).toBe(true);
});

test("50 endings at once leave one entry", async () => {
  const entries: Entries = new Map();
  const { clock, line } = setUp(entries);
  const { errors } = await concurrently(50, () => line.end("ada"));
  expect([entries.size, errors]).toEqual([1, []]);
  expect(await line.isSame("ada", { seen: a0, since: clock.now(), current: a1 })).toBe(false);
});

test("others are not gone, nor the same id under another name", async () => {
  const entries: Entries = new Map();
  const { clock, line } = setUp(entries);
  await line.end("ada");
  const change = { seen: a0, since: clock.now(), current: a1 };
  expect(await line.isSame("bob", change)).toBe(true);
  expect(await setUp(entries, "team").line.isSame("ada", change)).toBe(true);
});

test("what is known is kept for as long as it is asked to, under a short key whatever the id, and stays small", async () => {
  const entries: Entries = new Map();
  const { clock, line } = setUp(entries);
  const id = "ada".repeat(1000);
  const version = (counter: number) => ({ counter, identity: "i".repeat(40) + counter });
  for (let counter = 0; counter < 100; counter++) await line.note(id, version(counter), version(counter + 1));
  for (const { value } of entries.values()) expect(value.length).toBeLessThan(2000);
  clock.move(secondMs);
  await line.end(id);
  const [[key, { expiresAt }] = ["", { expiresAt: undefined }]] = entries;
  expect(key).toMatch(/^owner\.[\w-]{43}$/);
  expect(expiresAt).toEqual(at(clock, 60 * secondMs));
});
