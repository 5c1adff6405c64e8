import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { secondMs, stoppedClock, yearMs } from "../testing/clock.ts";
import { concurrently } from "../testing/concurrently.ts";
import { distant, type Entries, mapStorage } from "../testing/map-storage.ts";
import { listings } from "./listings.ts";
import type { Storage } from "./storage.ts";

const start = Date.UTC(2026, 0, 1);

function books(storage: Storage = mapStorage(), clock = stoppedClock(start)) {
  return listings({ storage, now: clock.now, name: "books", note: z.string(), maxEntries: 3, keptSeconds: 60 });
}
const idsOf = async (lists: ReturnType<typeof books>, owner = "alice") => (await lists.get(owner)).map(({ id }) => id);

describe("a list", () => {
  it("has what was put on it, in that order, with its notes and times; other owners' lists do not", async () => {
    const clock = stoppedClock(start);
    const lists = books(mapStorage(), clock);
    expect(await lists.get("alice")).toEqual([]);
    await lists.put("alice", "one", "first");
    clock.move(secondMs);
    await lists.put("alice", "two", "second");
    expect(await lists.get("alice")).toEqual([
      { id: "one", listedAt: new Date(start), note: "first" },
      { id: "two", listedAt: new Date(start + secondMs), note: "second" },
    ]);
    expect(await lists.get("bob")).toEqual([]);
  });

  it("moves what is put there again to its end, with what was noted of it at first", async () => {
    const lists = books();
    await lists.put("alice", "one", "first");
    await lists.put("alice", "two", "second");
    await lists.put("alice", "one", "other");
    expect((await lists.get("alice")).map(({ id, note }) => [id, note])).toEqual([
      ["two", "second"],
      ["one", "first"],
    ]);
  });

  it("says what had to make room: what was put there longest ago", async () => {
    const lists = books();
    for (const id of ["one", "two", "three"]) expect(await lists.put("alice", id, "")).toEqual([]);
    expect(await lists.put("alice", "one", "")).toEqual([]);
    expect(await lists.put("alice", "four", "")).toEqual(["two"]);
    expect(await idsOf(lists)).toEqual(["three", "one", "four"]);
  });

  it("loses what is struck off, and is not written where nothing is", async () => {
    const entries: Entries = new Map();
    const lists = books(mapStorage(entries));
    await lists.put("alice", "one", "");
    await lists.put("alice", "two", "");
    await lists.strike("alice", ["one"]);
    expect(await idsOf(lists)).toEqual(["two"]);
    const before = new Map(entries);
    await lists.strike("alice", ["one"]);
    await lists.strike("bob", ["one"]);
    expect(entries).toEqual(before);
    await lists.drop("alice");
    expect(entries.size).toBe(0);
  });

  it("lives for as long as was asked after something was last put on it, also when the clock goes back", async () => {
    const entries: Entries = new Map();
    const clock = stoppedClock(start);
    const lists = books(mapStorage(entries), clock);
    const expiry = () => [...entries.values()][0]?.expiresAt.getTime();
    await lists.put("alice", "one", "");
    expect(expiry()).toBe(start + 60 * secondMs);
    clock.move(-yearMs);
    await lists.put("alice", "two", "");
    expect(expiry()).toBe(start + 60 * secondMs);
  });

  it("keeps what any number of callers put on it at once, on a storage that answers later too", async () => {
    for (const storage of [mapStorage(), distant(mapStorage())]) {
      const lists = listings({
        storage,
        now: () => new Date(),
        name: "x",
        note: z.int(),
        maxEntries: 50,
        keptSeconds: 1,
      });
      const { values, errors } = await concurrently(60, async (index) => lists.put("alice", `${index}`, index));
      expect(errors).toEqual([]);
      expect(await lists.get("alice")).toHaveLength(50);
      expect(new Set(values.flat()).size).toBe(10);
    }
  });

  it("has a name in the storage that says nothing about its owner", async () => {
    const entries: Entries = new Map();
    await books(mapStorage(entries)).put("alice@example.com", "one", "");
    expect([...entries.keys()]).toEqual([expect.stringMatching(/^books\.[A-Za-z0-9_-]{43}$/)]);
  });
});
