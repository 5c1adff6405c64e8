/** So many may be at it at once. */
export interface Turns {
  /** Whether anybody has to wait. */
  readonly areAwaited: () => boolean;
  /** Resolves when it is one's turn, first come, first served. Rejects with the signal's reason. */
  readonly take: (signal: AbortSignal) => Promise<void>;
  /** To be called once for every turn taken. */
  readonly giveBack: () => void;
}

export function createTurns(count: number): Turns {
  let free = count;
  const waiting = new Set<() => void>();
  const wait = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const leave = () => {
        waiting.delete(begin);
        reject(signal.reason);
      };
      const begin = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      signal.addEventListener("abort", leave, { once: true });
      waiting.add(begin);
    });
  return {
    areAwaited: () => waiting.size > 0,
    take: async (signal) => {
      signal.throwIfAborted();
      if (free === 0) return wait(signal);
      free -= 1;
    },
    giveBack: () => {
      const [next] = waiting;
      if (next) {
        waiting.delete(next);
        next();
      } else free += 1;
    },
  };
}
