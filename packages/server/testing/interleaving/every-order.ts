import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate, setTimeout } from "node:timers/promises";
import type { Around, PortCall } from "../tap.ts";
import { fingerprint } from "./fingerprint.ts";

/** Somebody who does something, and all that they have been answered. */
interface Actor {
  readonly name: string;
  isDone: boolean;
  history: string;
}

/** A call that waits for its turn. */
interface Held {
  readonly actor: Actor;
  readonly perform: () => void;
}

/** What is about to happen, made anew for every order. */
export interface Stage {
  readonly actors: Readonly<Record<string, () => Promise<unknown>>>;
  /** Says what is in the stores: the same for the same. */
  readonly state: () => string;
}

/** What looks on: `between` before every step and at the end, `end` when all is done. Each moment only once. */
export interface Onlooker<S extends Stage> {
  between?(stage: S): Promise<void>;
  end(stage: S): Promise<void>;
}

const acting = new AsyncLocalStorage<Actor>();
let held: Held[] = [];

/** Makes the calls of actors wait until it is their turn; those of anybody else are made at once. */
export const inTurn: Around = (call, proceed) => {
  const actor = acting.getStore();
  if (!actor) return proceed();
  return new Promise((resolve) => {
    held.push({ actor, perform: () => resolve(remembered(actor, call, proceed())) });
  });
};

/** The same, but between what a call does and its answer there are turns too. */
export const inTwoTurns: Around = async (call, proceed) => {
  const answer = await inTurn(call, proceed);
  return inTurn({ method: "(the answer)", args: [] }, () => answer);
};

async function remembered(actor: Actor, { method, args }: PortCall, answering: unknown) {
  const answer = await answering;
  const seen = typeof answer === "object" ? { ...answer, actionInvocationId: "" } : answer; // the one thing that is by chance
  actor.history = fingerprint([actor.history, method, args, seen]);
  return answer;
}

/**
 * Lets the actors take their steps in every possible order, depth first. A step is a call through {@link inTurn} with
 * all that its actor does until the next one. Every order begins on a new stage. Two orders that led to the same moment
 * (the same stores, the same answers to everybody) go on in the same way, so the second is left there.
 *
 * @returns the number of moments.
 */
export async function everyOrder<S extends Stage>(setTheStage: () => S, onlooker: Onlooker<S>): Promise<number> {
  const moments = new Set<string>();
  const orders: (readonly number[])[] = [[]];
  for (let order = orders.pop(); order; order = orders.pop()) {
    const stage = setTheStage();
    const actors = begin(stage);
    for (let taken: readonly number[] = []; ; ) {
      await settled(actors);
      const choice = order[taken.length];
      if (choice === undefined) {
        const moment = fingerprint([stage.state(), actors]);
        if (moments.has(moment)) break;
        moments.add(moment);
        await onlooker.between?.(stage);
        if (held.length === 0) await onlooker.end(stage);
        for (let other = 1; other < held.length; other++) orders.push([...taken, other]);
      }
      const [next] = held.splice(choice ?? 0, 1);
      if (!next) break;
      taken = [...taken, choice ?? 0];
      next.perform();
    }
  }
  return moments.size;
}

function begin({ actors }: Stage): readonly Actor[] {
  held = [];
  return Object.entries(actors).map(([name, act]) => {
    const actor: Actor = { name, isDone: false, history: "" };
    const done = () => {
      actor.isDone = true;
    };
    acting.run(actor, act).then(done, done);
    return actor;
  });
}

/** More than a lost race takes until it is tried again, where pauses are as short as they can be. */
const pauses = 3;

/** Until everybody waits for a turn, or for what somebody else waits for, or is done: what is left is for who chooses. */
async function settled(actors: readonly Actor[]) {
  await setImmediate();
  const isBusy = (actor: Actor) => !actor.isDone && !held.some((step) => step.actor === actor);
  for (let left = pauses; actors.some(isBusy) && (left > 0 || held.length === 0); left--) await setTimeout(1);
  held.sort((a, b) => a.actor.name.localeCompare(b.actor.name));
}
