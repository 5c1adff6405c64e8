import type { DeliveryOptions, DeliveryOutcome } from "./delivery-options.ts";

/** What is known of whoever the items go to. */
export interface Health {
  /** Notes how a try ended; undefined if it was none. True if everything that waits should be tried now. */
  note(outcome: DeliveryOutcome | undefined): boolean;
  /** Whether nothing has succeeded for a while. */
  isFailing(): boolean;
}

const hastenSeconds = 10;

/** @param patience how many failures in a row it takes: one may be the item's own. */
export function createHealth(patience: number, { onFailing, onRecovered }: HealthListeners): Health {
  let failuresInRow = 0;
  let hasFailed = false;
  let isOwed = false;
  let hastenedAt = Number.NEGATIVE_INFINITY;

  const recover = () => {
    failuresInRow = 0;
    if (hasFailed) onRecovered();
    hasFailed = false;
    if (!isOwed || performance.now() - hastenedAt < hastenSeconds * 1000) return false;
    isOwed = false;
    hastenedAt = performance.now();
    return true;
  };
  const fail = (error: unknown) => {
    failuresInRow += 1;
    if (!hasFailed) onFailing(error);
    hasFailed = true;
    isOwed = true;
    return false;
  };
  return {
    note(outcome) {
      if (outcome?.outcome === "delivered") return recover();
      return outcome?.outcome === "failed" ? fail(outcome.error) : false;
    },
    isFailing: () => failuresInRow >= patience,
  };
}

type HealthListeners = Pick<DeliveryOptions, "onFailing" | "onRecovered">;
