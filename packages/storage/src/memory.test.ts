import { describe, expect, it } from "vitest";
import { conformance } from "./conformance.ts";
import { type MemoryEntry, memoryStorage } from "./memory.ts";

const expiresAt = new Date("2030-01-01T00:00:00.000Z");

describe("memoryStorage keeps to the conformance suite", () => {
  let entries = new Map<string, MemoryEntry>();
  const driver = {
    open() {
      entries = new Map();
      return memoryStorage({ entries });
    },
    setCounter(key: string, counter: number) {
      const found = entries.get(key);
      if (found) entries.set(key, { ...found, counter });
    },
  };
  for (const { title, run } of conformance(driver)) it(title, run);
});

describe("memoryStorage", () => {
  it("O5: answers at once, without a promise", () => {
    const storage = memoryStorage();
    expect(storage.add("a", { value: Uint8Array.of(1), expiresAt })).toBe(true);
    expect(storage.get("a")).toEqual({ value: Uint8Array.of(1), counter: 0 });
    expect(storage.update("a", { value: Uint8Array.of(2), expiresAt }, 0)).toBe(true);
    expect(storage.delete("a")).toBe(true);
    expect(storage.deleteExpired(expiresAt, 1)).toBe(0);
    expect(storage.clear()).toBeUndefined();
    expect(storage.close()).toBeUndefined();
  });

  it("starts with the entries it is given and shows what it stores", () => {
    const seeded = { value: Uint8Array.of(1), counter: 7, expiresAt };
    const entries = new Map<string, MemoryEntry>([["seeded", seeded]]);
    const storage = memoryStorage({ entries });
    expect(storage.get("seeded")?.counter).toBe(7);
    storage.add("added", { value: Uint8Array.of(2), expiresAt });
    expect(entries.get("added")).toEqual({ value: Uint8Array.of(2), counter: 0, expiresAt });
  });

  it("shares no entries between two storages", () => {
    memoryStorage().add("a", { value: Uint8Array.of(1), expiresAt });
    expect(memoryStorage().get("a")).toBeUndefined();
  });
});
