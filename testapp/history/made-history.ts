import type { Seen } from "./linearizable.ts";
import { type Answer, apply, type Operation, type State } from "./model.ts";

export interface MadeHistoryOptions {
  /** From 0 to 1. */
  readonly random: () => number;
  readonly clients: number;
  /** How many operations end. */
  readonly count: number;
  /** How probable it is, at each step, that an answer never comes. */
  readonly lossProbability: number;
  /** What is written by who asks at this place in the order. */
  readonly valueAt: (place: number) => string;
}

/** Asked for; then it happens; then it is answered. */
interface UnderWay extends Pick<Seen, "operation" | "askedAt"> {
  readonly step: { readonly answer: Answer } | undefined;
}

/** A history of a storage as it should be: whoever's turn it is goes one step on. */
export function madeHistory({ random, clients, count, lossProbability, valueAt }: MadeHistoryOptions): readonly Seen[] {
  const seen: Seen[] = [];
  const underWay = new Map<number, UnderWay>();
  let state: State;
  for (let at = 0; seen.length < count; at++) {
    const client = Math.floor(random() * clients);
    const one = underWay.get(client);
    if (!one) underWay.set(client, { operation: anyOperation(random, valueAt(at)), askedAt: at, step: undefined });
    else if (one.step || random() < lossProbability) {
      seen.push({ ...one, answered: one.step && { at, answer: one.step.answer } });
      underWay.delete(client);
    } else {
      const step = apply(state, one.operation);
      state = step.state;
      underWay.set(client, { ...one, step });
    }
  }
  return [...seen, ...[...underWay.values()].map((one) => ({ ...one, answered: undefined }))];
}

/** The same operation with any answer at all. */
export function forged(one: Seen, random: () => number): Seen {
  const { answered, operation } = one;
  if (!answered) return one;
  const found = random() < 0.3 ? undefined : { value: letterFrom(random), counter: Math.floor(random() * 3) };
  return { ...one, answered: { ...answered, answer: operation.kind === "get" ? found : random() < 0.5 } };
}

function anyOperation(random: () => number, value: string): Operation {
  const choices: readonly Operation[] = [
    { kind: "get" },
    { kind: "add", value },
    { kind: "update", value, counter: Math.floor(random() * 3) },
    { kind: "delete" },
  ];
  return choices[Math.floor(random() * choices.length)] ?? { kind: "get" };
}

/** One of three, so that the same value is written again. */
export const letterFrom = (random: () => number): string => "abc".charAt(Math.floor(random() * 3));
