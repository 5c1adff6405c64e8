import { type Answer, apply, type Operation, type State, textOf } from "./model.ts";

/** An operation as somebody saw it who asked for it. */
export interface Seen {
  readonly operation: Operation;
  /** When it was asked for: a place in the order of all that was asked and answered. */
  readonly askedAt: number;
  /** When the answer came, and which. Undefined if none came: then it may have happened, may happen any time, or never. */
  readonly answered: { readonly at: number; readonly answer: Answer } | undefined;
}

/** How things may stand. */
interface Standing {
  readonly state: State;
  /** Which of the operations under way have happened, of those that will be answered. */
  readonly happened: ReadonlySet<Seen>;
  /** Which have happened of those that never are. */
  readonly unheardOf: ReadonlySet<Seen>;
}

/**
 * Looks for an order in which all the operations on one key can have happened one after the other, each between when it was
 * asked for and when it was answered, and each answered as a storage answers: linearizability (Herlihy and Wing, 1990).
 *
 * The search is Wing and Gong's, from one answer to the next: it keeps every way how things may stand, each once, and lets
 * happen what has to have happened for the next answer (Lowe, "Testing for linearizability", 2017, has the proof).
 *
 * @returns the first answer that no order explains; undefined if there is an order for all of them.
 */
export function findInexplicable(seen: readonly Seen[]): Seen | undefined {
  const underWay = new Set<Seen>();
  let standings: readonly Standing[] = [{ state: undefined, happened: new Set(), unheardOf: new Set() }];
  for (const { one, isAnswer } of inOrder(seen)) {
    if (!isAnswer) {
      underWay.add(one);
      continue;
    }
    standings = leastOf(standings.flatMap((standing) => waysToHappen(standing, one, underWay)));
    if (standings.length === 0) return one;
    underWay.delete(one);
  }
  return undefined;
}

function inOrder(seen: readonly Seen[]) {
  const asked = seen.map((one) => ({ at: one.askedAt, one, isAnswer: false }));
  const answered = seen.flatMap((one) => (one.answered ? [{ at: one.answered.at, one, isAnswer: true }] : []));
  return [...asked, ...answered].toSorted((a, b) => a.at - b.at);
}

/** The ways how things may stand once `one` has happened, which is then forgotten: it is over. */
function waysToHappen(from: Standing, one: Seen, underWay: ReadonlySet<Seen>): readonly Standing[] {
  const found: Standing[] = [];
  const isNews = createNews();
  const toVisit = [from];
  for (let standing = toVisit.shift(); standing; standing = toVisit.shift()) {
    if (!isNews(standing)) continue;
    if (standing.happened.has(one)) found.push({ ...standing, happened: without(standing.happened, one) });
    else toVisit.push(...nextOf(standing, underWay));
    toVisit.sort(byUnheardOf);
  }
  return found;
}

/** How things may stand after one more. One that changes nothing can happen at once: nothing becomes impossible by it. */
function nextOf({ state, happened, unheardOf }: Standing, underWay: ReadonlySet<Seen>): readonly Standing[] {
  const nexts: Standing[] = [];
  for (const one of underWay) {
    if (happened.has(one) || unheardOf.has(one)) continue;
    const step = apply(state, one.operation);
    const isChange = textOf(step.state) !== textOf(state);
    if (!one.answered && isChange) nexts.push({ state: step.state, happened, unheardOf: new Set([...unheardOf, one]) });
    if (!one.answered || textOf(step.answer) !== textOf(one.answered.answer)) continue;
    const next = { state: step.state, happened: new Set([...happened, one]), unheardOf };
    if (!isChange) return [next];
    nexts.push(next);
  }
  return nexts;
}

const without = (all: ReadonlySet<Seen>, one: Seen): ReadonlySet<Seen> =>
  new Set([...all].filter((other) => other !== one));

const byUnheardOf = (a: Standing, b: Standing) => a.unheardOf.size - b.unheardOf.size;

function leastOf(standings: readonly Standing[]): readonly Standing[] {
  return standings.toSorted(byUnheardOf).filter(createNews());
}

/**
 * Says of one standing after the other whether it makes anything possible that those before it do not. One in which more
 * has happened that nobody heard of, and all else is the same, does not: that could still happen later.
 */
function createNews(): (standing: Standing) => boolean {
  const known = new Map<string, ReadonlySet<Seen>[]>();
  return ({ state, happened, unheardOf }) => {
    const asked = [...happened].map(({ askedAt }) => askedAt).toSorted((a, b) => a - b);
    const place = `${asked.join(" ")}|${textOf(state)}`;
    const others = known.get(place) ?? [];
    if (others.some((other) => [...other].every((one) => unheardOf.has(one)))) return false;
    known.set(place, [...others, unheardOf]);
    return true;
  };
}
