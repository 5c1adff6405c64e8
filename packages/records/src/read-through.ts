import { type Awaitable, andThen, isPromise } from "./awaitable.ts";
import type { Cache } from "./memory-cache.ts";

export interface ReadThroughOptions<T> {
  readonly cache: Cache<T>;
  readonly now: () => Date;
  /** How long a value may be remembered, counted from when its read began. */
  readonly ttlSeconds: number;
  /** Undefined if there is nothing; that is not remembered. */
  readonly read: (key: string) => Awaitable<T | undefined>;
}

/** A read that has no answer yet. */
interface Reading<T> {
  /** In unix milliseconds. */
  readonly began: number;
  readonly answer: Promise<T | undefined>;
}

/** What is kept elsewhere, remembered for a while. Who looks for what somebody else is just reading waits for that. */
export function readThrough<T>({ cache, now, ttlSeconds, read }: ReadThroughOptions<T>) {
  /** The latest read of each key, unless something was forgotten since. */
  const underWay = new Map<string, Reading<T>>();
  const secondsLeft = (began: number) => ttlSeconds - Math.max(0, now().getTime() - began) / 1000;

  const remember = (key: string, value: T | undefined, began: number): Awaitable<T | undefined> => {
    const seconds = secondsLeft(began);
    if (value === undefined || seconds <= 0) return value;
    return andThen(cache.set(key, value, seconds), () => value);
  };

  const readAnew = (key: string): Awaitable<T | undefined> => {
    const began = now().getTime();
    const answer = read(key);
    if (!isPromise(answer)) return remember(key, answer, began);
    const isLatest = (): boolean => underWay.get(key) === reading;
    const remembered = Promise.resolve(answer).then((value) => (isLatest() ? remember(key, value, began) : value));
    const reading: Reading<T> = { began, answer: remembered.finally(() => isLatest() && underWay.delete(key)) };
    underWay.set(key, reading);
    return reading.answer;
  };

  const readOnce = (key: string, isEnough: (value: T) => boolean): Awaitable<T | undefined> => {
    const earlier = underWay.get(key);
    if (!earlier || secondsLeft(earlier.began) <= 0) return readAnew(key);
    return earlier.answer.then((value) => {
      if (value !== undefined && isEnough(value)) return value;
      return underWay.get(key)?.answer ?? readAnew(key); // either began after this look did
    });
  };

  return {
    /**
     * As remembered, or as somebody else's earlier read finds it, if that `isEnough`; else as it is read after this was
     * called. Rejects, or throws, as `read` does.
     */
    get: (key: string, isEnough: (value: T) => boolean = () => true): Awaitable<T | undefined> =>
      andThen(cache.get(key), (value) => (value !== undefined && isEnough(value) ? value : readOnce(key, isEnough))),

    /** It has changed. What is just being read may be from before: it is neither remembered nor shared any more. */
    forget(key: string): Awaitable<void> {
      underWay.delete(key);
      return cache.delete(key);
    },

    /** Everything may have changed. */
    forgetAll(): Awaitable<void> {
      underWay.clear();
      return cache.clear?.();
    },
  };
}
