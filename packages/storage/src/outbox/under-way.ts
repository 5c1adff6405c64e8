import type { Outbox } from "./outbox.ts";

/** The items that this process is handing over just now. */
export interface UnderWay {
  has(id: number): boolean;
  count(): number;
  /**
   * Resolves when the work has ended and the item is no longer here.
   *
   * @param work never rejects.
   */
  add(id: number, work: Promise<void>): Promise<void>;
  /** Keeps those that were here at the last call, too. @throws whatever the outbox throws. */
  renew(): Promise<void>;
  /** Resolves when one of them has ended. */
  oneEnded(): Promise<void>;
}

export function createUnderWay(outbox: Outbox, { owner, now }: { readonly owner: string; now(): Date }): UnderWay {
  const items = new Map<number, Promise<void>>();
  let seen: readonly number[] = [];
  return {
    has: (id) => items.has(id),
    count: () => items.size,
    add(id, work) {
      const ended = work.then(() => void items.delete(id));
      items.set(id, ended);
      return ended;
    },
    async renew() {
      const lasting = seen.filter((id) => items.has(id));
      seen = [...items.keys()];
      for (const id of lasting) await outbox.renew({ id, owner }, now());
    },
    oneEnded: () => Promise.race(items.values()),
  };
}
