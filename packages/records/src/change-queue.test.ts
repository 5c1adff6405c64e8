import { describe, expect, it } from "vitest";
import { concurrently } from "../testing/concurrently.ts";
import { distant, mapStorage } from "../testing/map-storage.ts";
import type { Change } from "./change.ts";
import { Conflict } from "./conflict.ts";
import { modify } from "./modify.ts";
import type { Storage, StoredEntry } from "./storage.ts";

const expiresAt = new Date("2030-01-01T00:00:00.000Z");
const numberIn = (stored: StoredEntry | undefined) => Number(stored ? new TextDecoder().decode(stored.value) : 0);

/** Adds one, and results in the sum. */
const count = (stored: StoredEntry | undefined): Change<number> => {
  const sum = numberIn(stored) + 1;
  return { write: { value: new TextEncoder().encode(`${sum}`), expiresAt }, result: sum };
};
const look = (stored: StoredEntry | undefined): Change<number> => ({ result: numberIn(stored) });

/** A storage that answers later, and writes down which of its methods were called. */
function watched(storage: Storage) {
  const calls: string[] = [];
  const line = distant(storage);
  const note = <A extends readonly unknown[], R>(name: string, method: (...given: A) => R) => {
    return (...given: A) => {
      calls.push(name);
      return method(...given);
    };
  };
  const { get, add, update, delete: remove } = line;
  const noted = { get: note("get", get), add: note("add", add), update: note("update", update) };
  return { calls, storage: { ...noted, delete: note("delete", remove) } };
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("O5: of one process, those who change an entry of a storage that answers later", () => {
  it("wait for each other and are made with one write: all count, each on what was before", async () => {
    const { calls, storage } = watched(mapStorage());
    const { values, errors } = await concurrently(1000, () => modify(storage, "a", count));
    expect(errors).toEqual([]);
    expect(values).toEqual(numbers(1000));
    expect(numberIn(await storage.get("a"))).toBe(1000);
    expect(calls).toEqual(["get", "add", "get", "update", "get"]);
  });

  it("are made on what others wrote meanwhile, as often as it takes", async () => {
    const entries = mapStorage();
    const processes = numbers(4).map(() => distant(entries));
    const outcomes = await Promise.all(
      processes.map((storage) => concurrently(100, () => modify(storage, "a", count))),
    );
    expect(outcomes.flatMap(({ errors }) => errors)).toEqual([]);
    const sums = outcomes.flatMap(({ values }) => values);
    expect(sums.toSorted((a, b) => a - b)).toEqual(numbers(400));
    expect(numberIn(await entries.get("a"))).toBe(400);
  });

  it("see what those before them leave, and write nothing if nothing is to change", async () => {
    const { calls, storage } = watched(mapStorage());
    const changes = [count, look, count, look];
    const { values } = await concurrently(4, (index) => modify(storage, "a", changes[index] ?? look));
    expect(values).toEqual([1, 1, 2, 2]);
    calls.length = 0;
    expect((await concurrently(10, () => modify(storage, "a", look))).values).toEqual(Array(10).fill(2));
    expect(calls).toEqual(["get", "get"]);
  });

  it("do not wait for those who change another entry, or the same one elsewhere", async () => {
    const never = { ...distant(mapStorage()), get: () => new Promise<never>(() => undefined) };
    void modify(never, "a", count);
    const storage = distant(mapStorage());
    expect(await Promise.all([modify(storage, "a", count), modify(storage, "b", count)])).toEqual([1, 1]);
  });

  it("and whose change throws are alone with that", async () => {
    const storage = distant(mapStorage());
    const broken = () => {
      throw new RangeError("broken");
    };
    const outcomes = await Promise.allSettled(
      [count, broken, count, broken, count].map(async (change) => modify(storage, "a", change)),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
      "rejected",
      "fulfilled",
    ]);
    expect(numberIn(await storage.get("a"))).toBe(3);
  });

  it("fail together when their write fails, and those who come later do not", async () => {
    const line = distant(mapStorage());
    let failures = 1;
    const update: Storage["update"] = (...given) => {
      if (failures-- > 0) throw new Error("gone");
      return line.update(...given);
    };
    const storage = { ...line, update };
    const { values, errors } = await concurrently(10, () => modify(storage, "a", count));
    expect(values).toEqual([1]);
    expect(errors).toEqual(Array(9).fill(new Error("gone")));
    expect(await modify(storage, "a", count)).toBe(2);
  });

  it("conflict at once if 1,000 wait already", async () => {
    const storage = distant(mapStorage());
    const { values, errors } = await concurrently(1011, () => modify(storage, "a", count));
    expect([values.length, errors.length]).toEqual([1001, 10]);
    expect(errors.filter((error) => !(error instanceof Conflict))).toEqual([]);
    expect(await modify(storage, "a", count)).toBe(1002);
  });
});
