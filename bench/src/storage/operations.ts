import type { StorageDriver } from "@tiauth/storage";
import { createRecorder, type Latencies } from "../load/recorder.ts";
import type { Stored } from "./stored.ts";

export type OperationName = "get" | "add" | "update";

export interface OperationOptions {
  readonly operation: OperationName;
  readonly seconds: number;
  /** How many are under way at the same time. */
  readonly atOnce: number;
  /** Then it is over, however much time is left. By default few enough for the memory. */
  readonly most?: number;
}

export interface OperationOutcome extends Latencies {
  readonly count: number;
  readonly seconds: number;
}

const mostInMemory = 100_000;

/**
 * Does one thing over and over.
 *
 * @throws {Error} if something is not there, or there already, or was changed by somebody else.
 */
export async function runOperations(driver: StorageDriver, stored: Stored, options: OperationOptions) {
  const recorder = createRecorder();
  const startedAt = performance.now();
  const endsAt = startedAt + options.seconds * 1000;
  let left = options.most ?? mostInMemory;
  const lane = async (first: number) => {
    for (let index = first; left-- > 0 && performance.now() < endsAt; index += options.atOnce) {
      const begunAt = performance.now();
      if (!(await operations[options.operation](driver, stored, index)))
        throw new Error(`${options.operation} went wrong.`);
      recorder.add(performance.now() - begunAt);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, (_, first) => lane(first)));
  const seconds = (performance.now() - startedAt) / 1000;
  return { count: recorder.count(), seconds, ...recorder.latencies() } satisfies OperationOutcome;
}

type Operation = (driver: StorageDriver, stored: Stored, index: number) => Promise<boolean>;

/** Lanes go through the entries with the same stride: where that divides their number, no two lanes meet. */
const operations: Readonly<Record<OperationName, Operation>> = {
  get: async (driver, { keys }, index) => (await driver.get(keys[index % keys.length] ?? "")) !== undefined,
  add: async (driver, { entry, newKey }) => driver.add(newKey(), entry),
  update: async (driver, { keys, entry, counters }, index) => {
    const place = index % keys.length;
    const counter = counters[place] ?? 0;
    counters[place] = counter + 1;
    return driver.update(keys[place] ?? "", entry, counter);
  },
};
