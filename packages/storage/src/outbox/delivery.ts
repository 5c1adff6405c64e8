import { setImmediate as nextTurn } from "node:timers/promises";
import { type Awaitable, andThen } from "@tiauth/records";
import type { DeliveryOptions } from "./delivery-options.ts";
import { createPersistence, type Persistence } from "./persistence.ts";
import { createWorker } from "./worker.ts";

/** What delivers one topic of an outbox. */
export interface Delivery {
  /**
   * Adds an item, to be delivered as soon as may be. Answers as the outbox does, at once for one that answers at once:
   * durable then.
   *
   * @throws whatever the outbox throws.
   */
  add(payload: string): Awaitable<void>;
  /** Begins to deliver: what is there already, and whatever comes. */
  start(): void;
  /** Resolves when nothing is due and nothing under way. What failed and waits for its time does not count. */
  idle(): Promise<void>;
  /**
   * Takes nothing more than what there is room for now, and resolves when nothing is under way any more, or when the time
   * is up. What is still under way then goes on until it ends by itself, or its connections are closed: `idle` resolves
   * when it has.
   */
  stop(timeoutSeconds: number): Promise<void>;
}

/**
 * Delivers one topic of an outbox. Never throws, and does not keep the process alive. Several processes may do the same
 * with the same outbox.
 *
 * An item that failed waits 1 s, then twice as long each time up to 60 s. A success after failures makes all that waits
 * due at once; every 10 s at most, so that an item that always fails is not tried with every other's success. While
 * nothing succeeds, one item is tried at a time and one a second at most, however many wait. While the outbox itself
 * fails, it is asked once a second.
 */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { outbox, topic, now, onError, pollSeconds = 1 } = options;
  const persistence = createPersistence({ pauseSeconds: pollSeconds, onError });
  const worker = createWorker(options, persistence);
  const countAdded = trimming(options, persistence);
  return {
    add(payload) {
      const item = { topic, payload, now: now() };
      const added = worker.hasRoom()
        ? worker.follow(payload, outbox.add({ ...item, owner: worker.owner, copies: 1 }))
        : andThen(outbox.add(item), worker.wake);
      return andThen(added, countAdded);
    },
    start: worker.start,
    idle: worker.idle,
    async stop(timeoutSeconds) {
      await nextTurn(); // so that what has just been added goes out
      worker.stop();
      await within(timeoutSeconds, worker.idle());
      persistence.end();
    },
  };
}

/** How many items may come before it is looked how many wait. */
const addsPerTrim = 200;

/** To be called after each add. */
function trimming({ outbox, topic, maxItems = 100_000, onDropped }: DeliveryOptions, persistence: Persistence) {
  let adds = 0;
  const trim = async () => {
    const items = await outbox.trim(topic, maxItems);
    if (items > 0) onDropped({ topic, reason: "too_many", items });
  };
  return () => {
    if (++adds % addsPerTrim === 0) void persistence.write(trim);
  };
}

async function within(seconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  await Promise.race([work, timeIsUp]);
  clearTimeout(timer);
}
