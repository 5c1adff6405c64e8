import type { StorageDriver } from "@tiauth/storage";
import type { StorageUse } from "../storage/storages.ts";
import { createCounter } from "./counter.ts";
import { secondsSince, storageBuckets } from "./durations.ts";
import { createHistogram } from "./histogram.ts";
import { Gauge, type Registry } from "./prom-client.ts";

type Labels = {
  readonly storage: StorageUse;
  readonly operation: "get" | "add" | "update" | "delete" | "deleteExpired";
};

/** Times the storage and counts its failures. */
export function storageMetrics(registry: Registry) {
  const durations = createHistogram({
    registry,
    name: "tiauth_storage_operation_duration_seconds",
    help: "One operation of the storage.",
    labelNames: ["storage", "operation"],
    buckets: storageBuckets,
  });
  const errors = createCounter({
    registry,
    name: "tiauth_storage_errors_total",
    help: "Operations of the storage that failed: a full disk, a lock, a damaged file.",
    labelNames: ["storage", "operation"],
  });

  /** What the storage answers at once is passed on at once (REQUIREMENTS O5). */
  const timed = <A extends readonly unknown[], R>(labels: Labels, work: (...args: A) => R) => {
    const [observe, failed] = [durations(labels), errors(labels)];
    return (...args: A): R => {
      const startedAt = performance.now();
      try {
        const result = work(...args);
        if (result instanceof Promise) result.then(() => observe(secondsSince(startedAt)), failed);
        else observe(secondsSince(startedAt));
        return result;
      } catch (error) {
        failed();
        throw error;
      }
    };
  };

  return {
    watchStorage: (driver: StorageDriver, storage: StorageUse): StorageDriver => ({
      ...driver,
      get: timed({ storage, operation: "get" }, driver.get),
      add: timed({ storage, operation: "add" }, driver.add),
      update: timed({ storage, operation: "update" }, driver.update),
      delete: timed({ storage, operation: "delete" }, driver.delete),
      deleteExpired: timed({ storage, operation: "deleteExpired" }, driver.deleteExpired),
    }),
    /** Shows how many items of these topics wait in the outbox. */
    showOutbox({ outbox }: StorageDriver, topics: readonly string[]): void {
      new Gauge({
        name: "tiauth_outbox_items",
        help: "What waits to be handed over, by topic.",
        labelNames: ["topic"],
        registers: [registry],
        aggregator: "max", // every process counts the same items
        async collect() {
          this.reset(); // what cannot be counted is left out: it must not hide everything else
          for (const topic of topics) {
            const items = await Promise.resolve(topic)
              .then(outbox.count)
              .catch(() => undefined);
            if (items !== undefined) this.set({ topic }, items);
          }
        },
      });
    },
  };
}
