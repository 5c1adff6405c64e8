import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { attemptDelivery } from "./attempt.ts";
import type { DeliveryOptions } from "./delivery-options.ts";
import { createHealth } from "./health.ts";
import type { OutboxItem } from "./outbox.ts";
import type { Persistence } from "./persistence.ts";
import { createPump, type Pump } from "./pump.ts";
import { createUnderWay } from "./under-way.ts";

/** What takes items out of an outbox and hands them over. */
export interface Worker extends Pick<Pump, "start" | "stop" | "wake"> {
  /** Resolves when nothing is due and nothing under way; after a stop, when nothing is under way. */
  idle(): Promise<void>;
}

/** How many items one write may touch, so that it does not hold up the event loop: 100 take 1 to 3 ms. */
const batchItems = 100;

/** @param persistence writes down how each try ended. */
export function createWorker(options: DeliveryOptions, persistence: Persistence): Worker {
  const { outbox, topic, now, onError, concurrency = 4, pollSeconds = 1 } = options;
  const owner = randomUUID();
  const health = createHealth(concurrency, options);
  const underWay = createUnderWay(outbox, { owner, now });
  const pump = createPump({ pollSeconds, onError, isSlow: health.isFailing, renew: underWay.renew, next });

  async function next() {
    const limit = (health.isFailing() ? 1 : concurrency) - underWay.count();
    if (limit <= 0) return false;
    const taken = await outbox.take({ topic, owner, now: now(), limit });
    // A clock that jumps can end the lease of what this process itself has under way.
    const items = taken.filter(({ id }) => !underWay.has(id));
    for (const item of items) void underWay.add(item.id, handOver(item)).then(pump.wake);
    return items.length > 0;
  }
  async function handOver(item: OutboxItem) {
    const outcome = await attemptDelivery(item, { options, owner, persistence });
    if (health.note(outcome)) void persistence.write(hasten);
  }
  async function hasten() {
    while ((await outbox.hasten(topic, now(), batchItems)) === batchItems) await nextTurn();
    pump.wake();
  }
  async function idle() {
    while (underWay.count() > 0 || pump.isBusy()) await (underWay.count() > 0 ? underWay.oneEnded() : nextTurn());
  }
  return { start: pump.start, stop: pump.stop, wake: pump.wake, idle };
}
