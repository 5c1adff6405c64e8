import type { Scheduler } from "fast-check";
import type { Entry, Storage } from "../src/storage.ts";

/** The same storage, whose calls are made in whatever order the scheduler likes. */
export function scheduledStorage(scheduler: Scheduler, storage: Storage): Storage {
  return {
    ...storage,
    get: scheduler.scheduleFunction(async (key: string) => storage.get(key)),
    add: scheduler.scheduleFunction(async (key: string, entry: Entry) => storage.add(key, entry)),
    update: scheduler.scheduleFunction(async (key: string, entry: Entry, counter: number) =>
      storage.update(key, entry, counter),
    ),
    delete: scheduler.scheduleFunction(async (key: string) => storage.delete(key)),
  };
}
