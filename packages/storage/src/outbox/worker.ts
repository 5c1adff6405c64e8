import { AsyncResource } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import { type Awaitable, isPromise } from "@tiauth/records";
import { attemptDelivery, type Held } from "./attempt.ts";
import type { DeliveryOptions } from "./delivery-options.ts";
import { createHealth } from "./health.ts";
import type { Persistence } from "./persistence.ts";
import { createPump, type Pump } from "./pump.ts";
import { createUnderWay } from "./under-way.ts";

/** What takes items out of an outbox and hands them over. */
export interface Worker extends Pick<Pump, "start" | "stop" | "wake"> {
  /** Whoever it takes items for. */
  readonly owner: string;
  /** Whether an item that comes now can go out now: it need not wait behind others, for better times, or for the start. */
  hasRoom(): boolean;
  /**
   * Hands over an item that is being added, so that nobody need take it and note its copy: held by `owner`, with one
   * copy noted. Answers when it was added.
   */
  follow(payload: string, adding: Awaitable<number>): Awaitable<void>;
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
  /** How many are being added that will be handed over then. */
  let followed = 0;
  /** Whether items may wait that were there before those that come now. */
  let mayWait = true;
  const room = () => (health.isFailing() ? 1 : concurrency) - underWay.count() - followed;

  async function next() {
    const limit = room();
    if (limit <= 0 || followed > 0) return false; // what is being followed would look forgotten if the clock jumped now
    const taken = await outbox.take({ topic, owner, now: now(), limit });
    mayWait = taken.length === limit;
    // A clock that jumps can end the lease of what this process itself has under way.
    const items = taken.filter(({ id }) => !underWay.has(id));
    for (const item of items) begin(item.id, handOver({ ...item, isNoted: false }));
    return items.length > 0;
  }
  function begin(id: number, handedOver: Promise<void>) {
    void underWay.add(id, handedOver).then(() => mayWait && pump.wake());
  }
  async function handOver(item: Held) {
    const outcome = await attemptDelivery(item, { options, owner, persistence });
    if (health.note(outcome)) void persistence.write(hasten);
  }
  async function hasten() {
    while ((await outbox.hasten(topic, now(), batchItems)) === batchItems) await nextTurn();
    wake();
  }
  function wake() {
    mayWait = true;
    pump.wake();
  }
  // Bound to where it was made, as the pump is; and not in the same turn: whoever added it has an answer to give.
  const handOverSoon = AsyncResource.bind(async (item: Held) => {
    await nextTurn();
    await handOver(item);
  });
  return {
    start: pump.start,
    stop: pump.stop,
    wake,
    owner,
    hasRoom: () => pump.isRunning() && !mayWait && !health.isFailing() && room() > 0,
    follow(payload, adding) {
      followed += 1;
      const added = (id: number) => {
        followed -= 1;
        begin(id, handOverSoon({ id, payload, copies: 0, failures: 0, isNoted: true }));
      };
      const failed = (error: unknown) => {
        followed -= 1;
        throw error;
      };
      return isPromise(adding) ? adding.then(added, failed) : added(adding);
    },
    async idle() {
      const isBusy = () => pump.isBusy() || followed > 0;
      while (underWay.count() > 0 || isBusy()) await (underWay.count() > 0 ? underWay.oneEnded() : delay(1));
    },
  };
}
