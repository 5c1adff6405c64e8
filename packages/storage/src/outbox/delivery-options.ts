import type { Outbox } from "./outbox.ts";

/** How the handing over of one item ended. */
export type DeliveryOutcome =
  | { readonly outcome: "delivered" }
  /** It did not arrive and never will: dropped. */
  | { readonly outcome: "refused"; readonly error: unknown }
  /** It surely did not arrive: tried again. */
  | { readonly outcome: "failed"; readonly error: unknown };

/** One try to hand an item over. */
export interface DeliveryAttempt {
  /**
   * To be awaited right before a copy can reach the other side: notes durably that it may have. Rejects if nothing may
   * go out: the note could not be written, somebody else has the item by now, this try had its copy already or is over.
   */
  goingOut(): Promise<void>;
}

/** Why an item is given up. */
export type DropReason =
  /** Refused for good. */
  | "refused"
  /** As many copies as allowed may have gone out. */
  | "copies"
  /** Tried for 24 hours. */
  | "tried_for_long"
  /** Too many wait. */
  | "too_many";

export interface Dropped {
  readonly topic: string;
  readonly reason: DropReason;
  readonly items: number;
  /** The last failure, where this is about one item and it is known. */
  readonly error?: unknown;
}

export interface DeliveryOptions {
  readonly outbox: Outbox;
  readonly topic: string;
  /**
   * Hands one item over. Never hangs longer than its own deadline. What it rejects with counts as "surely did not
   * arrive" before `goingOut`, and after it as "may have arrived".
   */
  readonly deliver: (payload: string, attempt: DeliveryAttempt) => Promise<DeliveryOutcome>;
  readonly now: () => Date;
  /** Told of an item that is given up. Must not throw. */
  readonly onDropped: (dropped: Dropped) => void;
  /** Told of the first failure after a success. Must not throw. */
  readonly onFailing: (error: unknown) => void;
  /** Told of the first success after failures. Must not throw. */
  readonly onRecovered: () => void;
  /** Told once when the outbox itself begins to fail, a full disk for instance; it is tried again. Must not throw. */
  readonly onError: (error: unknown) => void;
  /** How many items are handed over at once; 4 by default. */
  readonly concurrency?: number;
  /** How many copies of an item may go out; any number by default. */
  readonly maxCopies?: number;
  /** How many items may wait, 100,000 by default; those beyond push out the oldest. */
  readonly maxItems?: number;
  /** How often to look for items that others added or left behind, and the pause after trouble; 1 by default. */
  readonly pollSeconds?: number;
}
