import { AsyncResource } from "node:async_hooks";

/** Calls `next` until there is nothing more to do: when it is woken, and every now and then. */
export interface Pump {
  start(): void;
  stop(): void;
  /** There may be something to do. Nothing happens in this turn of the event loop, nor before `start` or after `stop`. */
  wake(): void;
  /** Between `start` and `stop`. */
  isRunning(): boolean;
  /** Whether it is at work, which a stop does not break off, or about to be. */
  isBusy(): boolean;
}

export interface PumpOptions {
  readonly pollSeconds: number;
  /** Does something, and says whether there may be more to do. */
  readonly next: () => Promise<boolean>;
  /** Whether being woken does not count. */
  readonly isSlow: () => boolean;
  /** Called once in each interval, before anything else. */
  readonly renew: () => Promise<void>;
  /** Told of the first failure of `next` or `renew` after a success; then being woken does not count. */
  readonly onError: (error: unknown) => void;
}

export function createPump({ pollSeconds, next, isSlow, renew, onError }: PumpOptions): Pump {
  let timer: NodeJS.Timeout | undefined;
  let isTroubled = false;
  let isAwake = false;
  let isPumping = false;
  const isRunning = () => timer !== undefined;

  // Bound to where it was made: what it does belongs to no request that happened to wake it, nor to that request's trace.
  const pump = AsyncResource.bind(async (first: () => Promise<void>) => {
    if (isPumping) return;
    isPumping = true;
    try {
      await first();
      do {
        isAwake = false;
        while (isRunning() && (await next())) isAwake = false;
      } while (isAwake);
      isTroubled = false;
    } catch (error) {
      if (!isTroubled) onError(error);
      isTroubled = true;
      isAwake = false;
    }
    isPumping = false;
  });
  const wake = () => {
    if (isAwake || !isRunning() || isTroubled || isSlow()) return;
    isAwake = true;
    // Not in the same turn: whoever added something has an answer to give.
    setImmediate(pump, async () => undefined);
  };

  return {
    start() {
      timer ??= setInterval(pump, pollSeconds * 1000, renew).unref();
      wake();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
    wake,
    isRunning,
    isBusy: () => isPumping || (isRunning() && isAwake),
  };
}
