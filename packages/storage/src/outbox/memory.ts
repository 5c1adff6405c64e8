import type { Sync } from "../sync.ts";
import { endOfLease, firstDue, latestCredible, type Outbox, type OutboxHold, type OutboxItem } from "./outbox.ts";

interface Waiting extends OutboxItem {
  readonly topic: string;
  readonly dueAt: number;
  readonly owner: string | undefined;
}

/** An outbox that ends with this process. Answers at once; looks through all items. */
export function memoryOutbox(): Sync<Outbox> {
  const items = new Map<number, Waiting>();
  let lastId = 0;
  const ofTopic = (topic: string) => [...items.values()].filter((item) => item.topic === topic);
  const change = (item: Waiting, changes: Partial<Waiting>) => items.set(item.id, { ...item, ...changes });
  const changeHeld = ({ id, owner }: OutboxHold, changes: (held: Waiting) => Partial<Waiting>) => {
    const held = items.get(id);
    if (held?.owner !== owner) return false;
    change(held, changes(held));
    return true;
  };

  return {
    add({ topic, payload, now, owner, copies = 0, failures = 0 }) {
      const id = ++lastId;
      const dueAt = firstDue({ owner, now }).getTime();
      items.set(id, { id, topic, payload, copies, failures, dueAt, owner });
      return id;
    },
    take(taking) {
      const taken = dueOf(ofTopic(taking.topic), taking.now).slice(0, taking.limit);
      for (const item of taken) change(item, { owner: taking.owner, dueAt: endOfLease(taking.now).getTime() });
      return taken.map(({ id, payload, copies, failures }) => ({ id, payload, copies, failures }));
    },
    renew: (hold, now) => changeHeld(hold, () => ({ dueAt: endOfLease(now).getTime() })),
    isHeld: ({ id, owner }) => items.get(id)?.owner === owner,
    noteCopy: (hold) => changeHeld(hold, ({ copies }) => ({ copies: copies + 1 })),
    putBack: (hold, { dueAt, ...counts }) =>
      changeHeld(hold, () => ({ ...counts, dueAt: dueAt.getTime(), owner: undefined })),
    done: (id) => void items.delete(id),
    hasten(topic, now, limit) {
      const isWaiting = (item: Waiting) => !item.owner && item.failures > 0 && item.dueAt > now.getTime();
      const waiting = ofTopic(topic).filter(isWaiting).slice(0, limit);
      for (const item of waiting) change(item, { dueAt: now.getTime() });
      return waiting.length;
    },
    trim(topic, most) {
      const oldest = ofTopic(topic).sort((a, b) => a.id - b.id);
      const extra = oldest.slice(0, Math.max(0, oldest.length - most));
      for (const { id } of extra) items.delete(id);
      return extra.length;
    },
    count: (topic) => ofTopic(topic).length,
    clear: () => items.clear(),
  };
}

function dueOf(items: readonly Waiting[], now: Date): readonly Waiting[] {
  const latest = latestCredible(now).getTime();
  return items
    .filter(({ dueAt }) => dueAt <= now.getTime() || dueAt > latest)
    .sort((a, b) => a.dueAt - b.dueAt || a.id - b.id);
}
