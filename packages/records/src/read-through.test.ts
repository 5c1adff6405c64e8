import { describe, expect, it } from "vitest";
import { secondMs, stoppedClock } from "../testing/clock.ts";
import { memoryCache } from "./memory-cache.ts";
import { readThrough } from "./read-through.ts";

const ttlSeconds = 10;

/** Values that are read when the test says so; `asked` has all reads that were begun. */
function farAway() {
  const clock = stoppedClock();
  const asked: { readonly key: string; readonly answer: (value?: string) => void; readonly fail: () => void }[] = [];
  const read = (key: string) =>
    new Promise<string | undefined>((resolve, reject) => {
      asked.push({ key, answer: resolve, fail: () => reject(new Error("nobody answers")) });
    });
  const values = readThrough({ cache: memoryCache<string>({ now: clock.now }), now: clock.now, ttlSeconds, read });
  /** Answers the latest question, and lets everybody hear of it. */
  const answer = async (value?: string) => {
    asked.at(-1)?.answer(value);
    await new Promise(setImmediate);
  };
  return { clock, asked, values, answer };
}

/** One value that is read at once. */
function atHand(first: string | undefined) {
  let [value, reads] = [first, 0];
  const { now } = stoppedClock();
  const read = () => {
    reads += 1;
    return value;
  };
  return {
    values: readThrough({ cache: memoryCache<string>({ now }), now, ttlSeconds, read }),
    reads: () => reads,
    change: (next: string | undefined) => {
      value = next;
    },
  };
}

describe("what is read at once", () => {
  it("is answered at once, and remembered", () => {
    const { values, reads, change } = atHand("one");
    expect(values.get("a")).toBe("one");
    change("two");
    expect(values.get("a")).toBe("one");
    expect(reads()).toBe(1);
  });

  it("is read again once it was forgotten, alone or with all others", () => {
    const { values, reads } = atHand("one");
    values.get("a");
    values.forget("a");
    values.get("a");
    values.forgetAll();
    values.get("a");
    expect(reads()).toBe(3);
  });

  it("is not remembered if there is none", () => {
    const { values, change } = atHand(undefined);
    expect(values.get("a")).toBeUndefined();
    change("one");
    expect(values.get("a")).toBe("one");
  });

  it("is read again by whom it is not enough, and then remembered as it was read last", () => {
    const { values, reads, change } = atHand("one");
    values.get("a");
    change("two");
    expect(values.get("a", (value) => value === "two")).toBe("two");
    expect(values.get("a")).toBe("two");
    expect(values.get("a", () => false)).toBe("two");
    expect(reads()).toBe(3);
  });
});

describe("looks at the same value at the same time", () => {
  it("share one read, and those at others do not", async () => {
    const { values, asked, answer } = farAway();
    const both = [values.get("a"), values.get("a")];
    expect(asked.map(({ key }) => key)).toEqual(["a"]);
    void values.get("b");
    expect(asked.map(({ key }) => key)).toEqual(["a", "b"]);
    asked[0]?.answer("one");
    expect(await Promise.all(both)).toEqual(["one", "one"]);
    await answer();
    expect(await values.get("a")).toBe("one");
    expect(asked.length).toBe(2);
  });

  it("share its failure, which is not remembered", async () => {
    const { values, asked, answer } = farAway();
    const both = [values.get("a"), values.get("a")];
    asked[0]?.fail();
    for (const look of both) await expect(look).rejects.toThrow("nobody answers");
    const later = values.get("a");
    await answer("one");
    expect(await later).toBe("one");
  });

  it("share no read that began before something was forgotten", async () => {
    const { values, asked, answer } = farAway();
    const before = values.get("a");
    values.forget("a");
    const after = values.get("a");
    expect(asked.length).toBe(2);
    await answer("new");
    asked[0]?.answer("old");
    expect([await before, await after]).toEqual(["old", "new"]);
    expect(await values.get("a")).toBe("new");
    expect(asked.length).toBe(2);
  });

  it("whom the shared answer is not enough share another one, of a read that began after they did", async () => {
    const { values, asked, answer } = farAway();
    void values.get("a");
    const isNew = (value: string) => value === "new";
    const looks = [values.get("a", isNew), values.get("a", isNew), values.get("a")];
    await answer("old");
    expect(await looks[2]).toBe("old");
    expect(asked.length).toBe(2);
    await answer("new");
    expect(await Promise.all(looks)).toEqual(["new", "new", "old"]);
  });

  it("learn after one more read that there is nothing", async () => {
    const { values, asked, answer } = farAway();
    const looks = [values.get("a"), values.get("a"), values.get("a")];
    await answer();
    await answer();
    expect(await Promise.all(looks)).toEqual([undefined, undefined, undefined]);
    expect(asked.length).toBe(2);
  });
});

describe("what was read before something was forgotten", () => {
  it.each(["forget", "forgetAll"] as const)("is not remembered: %s", async (forgetting) => {
    const { values, asked, answer } = farAway();
    const before = values.get("a");
    values[forgetting]("a");
    await answer("old");
    expect(await before).toBe("old");
    void values.get("a");
    expect(asked.length).toBe(2);
  });
});

describe("a value is remembered", () => {
  it("for so long since its read began, however late the answer was", async () => {
    const { clock, values, asked, answer } = farAway();
    void values.get("a");
    clock.move(4 * secondMs);
    await answer("one");
    clock.move(6 * secondMs - 1);
    expect(await values.get("a")).toBe("one");
    clock.move(1);
    void values.get("a");
    expect(asked.length).toBe(2);
  });

  it("no longer because a clock goes back while it is read", async () => {
    const { clock, values, asked, answer } = farAway();
    void values.get("a");
    clock.move(-60 * secondMs);
    await answer("one");
    clock.move(ttlSeconds * secondMs);
    void values.get("a");
    expect(asked.length).toBe(2);
  });

  it("not at all, and its read not shared, once that has taken longer", async () => {
    const { clock, values, asked, answer } = farAway();
    const first = values.get("a");
    clock.move(ttlSeconds * secondMs);
    const second = values.get("a");
    expect(asked.length).toBe(2);
    asked[0]?.answer("old");
    expect(await first).toBe("old");
    await answer("new");
    expect([await second, await values.get("a")]).toEqual(["new", "new"]);
  });
});
