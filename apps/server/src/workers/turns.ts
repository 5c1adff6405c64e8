/** Lets only so many work at once, whoever they are; those who came first go first. */
export interface Turns {
  /**
   * Resolves when it is the holder's turn.
   *
   * @param holder who has to give it back; nobody gets the turn if that one was dismissed, before or meanwhile.
   */
  take(holder: object): Promise<void>;
  giveBack(holder: object): void;
  /** The holder is gone: gives back all that it has. What it still asks for or gives back, as its last words, does not count. */
  dismiss(holder: object): void;
}

interface Waiting {
  readonly holder: object;
  readonly begin: () => void;
}

export function createTurns(most: number): Turns {
  const held = new Map<object, number>();
  const dismissed = new WeakSet();
  let waiting: readonly Waiting[] = [];
  const heldBy = (holder: object) => held.get(holder) ?? 0;
  const isOneFree = () => [...held.values()].reduce((sum, count) => sum + count, 0) < most;

  const beginNext = () => {
    while (isOneFree()) {
      const [next, ...others] = waiting;
      if (!next) return;
      waiting = others;
      held.set(next.holder, heldBy(next.holder) + 1);
      next.begin();
    }
  };
  return {
    take: (holder) =>
      new Promise((resolve) => {
        if (dismissed.has(holder)) return;
        waiting = [...waiting, { holder, begin: resolve }];
        beginNext();
      }),
    giveBack(holder) {
      if (dismissed.has(holder)) return;
      held.set(holder, heldBy(holder) - 1);
      beginNext();
    },
    dismiss(holder) {
      dismissed.add(holder);
      held.delete(holder);
      waiting = waiting.filter((one) => one.holder !== holder);
      beginNext();
    },
  };
}
