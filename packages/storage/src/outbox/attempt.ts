import { backOffSeconds, isWornOut } from "./back-off.ts";
import type { DeliveryOptions, DeliveryOutcome, Dropped } from "./delivery-options.ts";
import type { OutboxItem } from "./outbox.ts";
import type { Persistence } from "./persistence.ts";

/** An item in the hands of this process. */
export interface Held extends OutboxItem {
  /** Whether the outbox counts this try's copy already, beyond `copies`. */
  readonly isNoted: boolean;
}

export interface AttemptParts {
  readonly options: DeliveryOptions;
  readonly owner: string;
  readonly persistence: Persistence;
}

/**
 * Tries to hand an item over, and writes down how that ended. Never rejects.
 *
 * @returns undefined if nothing was tried, or if somebody else has the item by now.
 */
export async function attemptDelivery(item: Held, parts: AttemptParts): Promise<DeliveryOutcome | undefined> {
  const { outbox, maxCopies = Number.POSITIVE_INFINITY, deliver } = parts.options;
  if (item.copies >= maxCopies) {
    // Its process died while it was going out for the last time.
    await drop(item, { reason: "copies" }, parts);
    return undefined;
  }
  const hold = { id: item.id, owner: parts.owner };
  const notes = createNotes(async () => (item.isNoted ? outbox.isHeld(hold) : outbox.noteCopy(hold)));
  const outcome = await outcomeOf(() => deliver(item.payload, notes));
  const copy = notes.end();
  if (copy === "lost") return undefined;
  const copies = item.copies + (outcome.outcome === "unknown" && copy === "noted" ? 1 : 0);
  await writeDown({ ...item, copies }, outcome, parts);
  return outcome.outcome === "unknown" ? { ...outcome, outcome: "failed" } : outcome;
}

type Outcome = DeliveryOutcome | { readonly outcome: "unknown"; readonly error: unknown };

async function outcomeOf(deliver: () => Promise<DeliveryOutcome>): Promise<Outcome> {
  try {
    return await deliver();
  } catch (error) {
    return { outcome: "unknown", error };
  }
}

type CopyState = "none" | "asked" | "noted" | "lost" | "over";

/**
 * The copy of one try.
 *
 * @param note notes it; false if somebody else has the item by now.
 */
function createNotes(note: () => Promise<boolean>) {
  let state: CopyState = "none";
  const expectState = (expected: CopyState) => {
    if (state !== expected) throw new Error("one try has one copy, and none when it is over");
  };
  return {
    async goingOut() {
      expectState("none");
      state = "asked";
      const isHeld = await note();
      expectState("asked");
      state = isHeld ? "noted" : "lost";
      if (!isHeld) throw new Error("the item is held by somebody else, or gone");
    },
    /** Nothing may go out any more: this process may soon hold the item for another try. Returns how far it came. */
    end() {
      const reached = state;
      state = "over";
      return reached;
    },
  };
}

/** @param item with the copies that may have gone out by now. */
async function writeDown(item: OutboxItem, outcome: Outcome, parts: AttemptParts): Promise<void> {
  const { outbox, now, maxCopies = Number.POSITIVE_INFINITY } = parts.options;
  const { id, copies } = item;
  const failures = item.failures + 1;
  if (outcome.outcome === "delivered") return parts.persistence.write(() => outbox.done(id));
  const { error } = outcome;
  if (outcome.outcome === "refused") return drop(item, { reason: "refused", error }, parts);
  if (copies >= maxCopies) return drop(item, { reason: "copies", error }, parts);
  if (isWornOut(failures)) return drop(item, { reason: "tried_for_long", error }, parts);
  await parts.persistence.write(() => {
    const dueAt = new Date(now().getTime() + backOffSeconds(failures) * 1000);
    return outbox.putBack({ id, owner: parts.owner }, { dueAt, failures, copies });
  });
}

async function drop({ id }: OutboxItem, why: Pick<Dropped, "reason" | "error">, parts: AttemptParts): Promise<void> {
  const { outbox, topic, onDropped } = parts.options;
  await parts.persistence.write(() => outbox.done(id));
  onDropped({ topic, items: 1, ...why });
}
