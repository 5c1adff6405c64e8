import type { Awaitable } from "./awaitable.ts";
import { type Changing, inTurn } from "./change.ts";
import { compareAndSwap, type Place } from "./compare-and-swap.ts";
import { Conflict } from "./conflict.ts";
import type { Storage } from "./storage.ts";

/** Who comes when so many wait for one entry is turned away. */
const mostWaiting = 1000;

interface Waiting {
  /** The change; it results in what answers its caller. */
  readonly change: Changing<() => void>;
  readonly reject: (error: unknown) => void;
}

/** Entries that this process is changing, by storage and key, with the changes that wait until that is over. */
const queues = new WeakMap<Storage, Map<string, Waiting[]>>();

/** Waits while others of this process change the entry, and is made with all who wait; undefined if nobody is changing it. */
export function waitForOthers<T>({ storage, key }: Place, change: Changing<T>): Promise<T> | undefined {
  const queue = queues.get(storage)?.get(key);
  return (
    queue &&
    new Promise((resolve, reject) => {
      if (queue.length >= mostWaiting) reject(new Conflict());
      else queue.push({ change: answering(change, resolve, reject), reject });
    })
  );
}

/** One change that throws is the affair of its caller; those it is made with go on. */
const answering =
  <T>(change: Changing<T>, resolve: (result: T) => void, reject: (error: unknown) => void): Changing<() => void> =>
  (stored) => {
    try {
      const { result, ...write } = change(stored);
      return { ...write, result: () => resolve(result) };
    } catch (error) {
      return { result: () => reject(error) };
    }
  };

/** Lets those who want to change the entry wait until it is changed, and then those who come meanwhile, until nobody does. */
export function letOthersWait({ storage, key }: Place, changed: Awaitable<unknown>): void {
  const queue: Waiting[] = [];
  const ofStorage = queues.get(storage) ?? new Map<string, Waiting[]>();
  queues.set(storage, ofStorage.set(key, queue));
  const makeThem = async () => {
    await Promise.resolve(changed).catch(() => undefined); // whose change it is hears of it
    while (queue.length > 0) await makeTogether({ storage, key }, queue.splice(0));
    ofStorage.delete(key);
  };
  void makeThem();
}

async function makeTogether({ storage, key }: Place, waiting: readonly Waiting[]): Promise<void> {
  const change = inTurn(waiting.map(({ change }) => change));
  try {
    const answers = await compareAndSwap({ storage, key, change }, storage.get(key));
    for (const answer of answers) answer();
  } catch (error) {
    for (const { reject } of waiting) reject(error);
  }
}
