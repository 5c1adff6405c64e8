import { expect, it } from "vitest";
import { stoppedClock } from "../testing/clock.ts";
import { mapStorage } from "../testing/map-storage.ts";
import { type Awaitable, andThen } from "./awaitable.ts";
import { rateLimit } from "./rate-limit.ts";
import type { Storage } from "./storage.ts";

/** As a database library makes them: no instance of `Promise`, and nothing happens before somebody waits. */
function lazily<T>(work: () => Awaitable<T>): Promise<T> {
  const begun = () => Promise.resolve().then(work);
  return {
    // biome-ignore lint/suspicious/noThenProperty: that is what it is about
    then: (onAnswer, onError) => begun().then(onAnswer, onError),
    catch: (onError) => begun().catch(onError),
    finally: (onEnd) => begun().finally(onEnd),
    [Symbol.toStringTag]: "LazyPromise",
  };
}

function lazyStorage(): Storage {
  const { get, add, update, delete: remove } = mapStorage();
  return {
    get: (...given) => lazily(() => get(...given)),
    add: (...given) => lazily(() => add(...given)),
    update: (...given) => lazily(() => update(...given)),
    delete: (...given) => lazily(() => remove(...given)),
  };
}

it("what is there is used at once, whatever it is", () => {
  for (const value of [7, "a", null, undefined, false, {}]) expect(andThen(value, (it) => [it])).toEqual([value]);
});

it("a promise of any make is waited for, and fails as it does", async () => {
  for (const promise of [Promise.resolve(7), lazily(() => 7)]) expect(await andThen(promise, (it) => it + 1)).toBe(8);
  const broken = lazily((): number => {
    throw new Error("broken");
  });
  await expect(andThen(broken, (it) => it)).rejects.toThrow("broken");
});

it("L1: a limit holds whose storage makes promises of its own", async () => {
  const limit = rateLimit({
    storage: lazyStorage(),
    now: stoppedClock().now,
    name: "a",
    limit: { burst: 2, intervalSeconds: 60 },
  });
  const taken: boolean[] = [];
  for (let i = 0; i < 4; i++) taken.push(await limit.take("key"));
  expect(taken).toEqual([true, true, false, false]);
});
