import type { Seen } from "./linearizable.ts";
import { apply, type State, textOf } from "./model.ts";

/** The same question as `findInexplicable`, answered by trying every order, one after the other: for small histories. */
export function hasAnOrder(seen: readonly Seen[], state: State = undefined): boolean {
  if (seen.every(({ answered }) => !answered)) return true;
  return seen.some((one) => {
    if (seen.some((other) => isBefore(other, one))) return false;
    const step = apply(state, one.operation);
    if (one.answered && textOf(step.answer) !== textOf(one.answered.answer)) return false;
    return hasAnOrder(
      seen.filter((other) => other !== one),
      step.state,
    );
  });
}

const isBefore = (one: Seen, other: Seen) => one.answered !== undefined && one.answered.at < other.askedAt;
