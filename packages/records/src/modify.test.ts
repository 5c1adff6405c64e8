import { afterEach, describe, expect, it, vi } from "vitest";
import { concurrently } from "../testing/concurrently.ts";
import { distant, mapStorage } from "../testing/map-storage.ts";
import type { Change } from "./change.ts";
import { Conflict } from "./conflict.ts";
import { modify } from "./modify.ts";
import type { Storage, StoredEntry } from "./storage.ts";

const expiresAt = new Date("2030-01-01T00:00:00.000Z");
const numberIn = (stored: StoredEntry | undefined) => Number(stored ? new TextDecoder().decode(stored.value) : 0);
const entry = (number: number) => ({ value: new TextEncoder().encode(`${number}`), expiresAt });

/** Adds one, and results in the sum. */
const count = (stored: StoredEntry | undefined): Change<number> => {
  const sum = numberIn(stored) + 1;
  return { write: entry(sum), result: sum };
};

/** A storage whose calls are written down in `log`. */
function logged(storage: Storage, log: string[]): Storage {
  const note = <T>(call: string, answer: T) => {
    log.push(call);
    return answer;
  };
  return {
    get: (key) => note("get", storage.get(key)),
    add: (key, given) => note("add", storage.add(key, given)),
    update: (key, given, counter) => note("update", storage.update(key, given, counter)),
    delete: (key) => note("delete", storage.delete(key)),
  };
}

/** Somebody else adds a hundred right before each of the first `times` writes. */
function contested(storage: Storage, times: number): Storage {
  let left = times;
  const interfere = async (key: string) => {
    if (left === 0) return;
    left -= 1;
    await modify(storage, key, (stored) => ({ write: entry(numberIn(stored) + 100), result: undefined }));
  };
  const line = distant(storage);
  return {
    ...line,
    add: (key, given) => interfere(key).then(() => line.add(key, given)),
    update: (key, given, counter) => interfere(key).then(() => line.update(key, given, counter)),
  };
}

describe("O5: with a storage that answers at once", () => {
  it("nothing comes between the read and the write, and the result is there at once", async () => {
    const log: string[] = [];
    const storage = logged(mapStorage(), log);
    queueMicrotask(() => log.push("somebody else"));
    expect(modify(storage, "a", count)).toBe(1);
    expect(modify(storage, "a", count)).toBe(2);
    expect(log).toEqual(["get", "add", "get", "update"]);
    await Promise.resolve();
    expect(log.at(-1)).toBe("somebody else");
  });

  it("1,000 at once all count, none of them twice", async () => {
    const log: string[] = [];
    const storage = mapStorage();
    const { values } = await concurrently(1000, () => modify(logged(storage, log), "a", count));
    expect(new Set(values).size).toBe(1000);
    expect([numberIn(await storage.get("a")), log.length]).toEqual([1000, 2000]);
  });

  it("nothing is written where nothing is to change", () => {
    const log: string[] = [];
    const storage = logged(mapStorage(), log);
    expect(modify(storage, "a", (stored) => ({ result: stored }))).toBeUndefined();
    expect(log).toEqual(["get"]);
  });
});

describe("O5: with a storage that lets others in between", () => {
  afterEach(() => void vi.restoreAllMocks());

  it("a lost race is tried again up to five times, each time on what is there then", async () => {
    const jitter = vi.spyOn(Math, "random").mockReturnValue(0);
    const storage = mapStorage();
    const seen: number[] = [];
    const sum = modify(contested(storage, 5), "a", (stored) => {
      seen.push(numberIn(stored));
      return count(stored);
    });
    expect(await sum).toBe(501);
    expect(seen).toEqual([0, 100, 200, 300, 400, 500]);
    expect(numberIn(await storage.get("a"))).toBe(501);
    expect(jitter).toHaveBeenCalledTimes(5);
  });

  it("the race lost a sixth time is a conflict, and nothing of it was written", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0);
    const storage = mapStorage();
    await expect(modify(contested(storage, 6), "a", count)).rejects.toThrow(Conflict);
    expect(numberIn(await storage.get("a"))).toBe(600);
  });

  it("of 200 at once each counts once or conflicts", async () => {
    const storage = mapStorage();
    const { values, errors } = await concurrently(200, () => modify(distant(storage), "a", count));
    expect(errors.filter((error) => !(error instanceof Conflict))).toEqual([]);
    expect([values.length + errors.length, new Set(values).size]).toEqual([200, values.length]);
    expect(numberIn(await storage.get("a"))).toBe(values.length);
  });
});
