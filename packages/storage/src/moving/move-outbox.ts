import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { leaseSeconds, type Outbox } from "../outbox/outbox.ts";

export interface OutboxMove {
  readonly from: Outbox;
  readonly to: Outbox;
  readonly topics: readonly string[];
  readonly now: () => Date;
  /** How long to wait for items that somebody holds. */
  readonly patienceSeconds?: number | undefined;
}

export interface OutboxMoved {
  readonly items: number;
  /** How many could not be had: a server is handing them over. */
  readonly left: number;
}

/** What is taken is moved well before the lease ends, however slow the disk. */
const itemsAtOnce = 20;
const hastenedAtOnce = 1000;
const pauseMilliseconds = 100;

/**
 * Moves every item of the topics, with the copies that may have gone out. A process that died holds its items for
 * some seconds more: so long this waits. Killed in between, it may leave one item in both.
 *
 * @throws whatever the drivers throw; what was moved until then is moved.
 */
export async function moveOutbox(move: OutboxMove): Promise<OutboxMoved> {
  let [items, left] = [0, 0];
  for (const topic of move.topics) {
    const moved = await moveTopic(topic, move);
    items += moved.items;
    left += moved.left;
  }
  return { items, left };
}

async function moveTopic(
  topic: string,
  { from, to, now, patienceSeconds = leaseSeconds + 1 }: OutboxMove,
): Promise<OutboxMoved> {
  const owner = `move ${randomUUID()}`;
  const deadline = performance.now() + patienceSeconds * 1000;
  let items = 0;
  while (true) {
    while ((await from.hasten(topic, now(), hastenedAtOnce)) === hastenedAtOnce);
    const taken = await from.take({ topic, owner, now: now(), limit: itemsAtOnce });
    for (const { id, payload, copies, failures } of taken) {
      await to.add({ topic, payload, copies, failures, now: now() });
      await from.done(id);
    }
    items += taken.length;
    const left = await from.count(topic);
    if (left === 0 || performance.now() > deadline) return { items, left };
    if (taken.length === 0) await delay(pauseMilliseconds);
  }
}
