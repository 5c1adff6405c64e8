import { createTurns } from "./turns.ts";

/** The other side stalls: a call was given up in favour of asking once more. It may or may not have had its effect. */
export class Stalled extends Error {
  override readonly name = "Stalled";
}

export interface LanesOptions {
  /** So many calls at once; the others wait for their turn. */
  readonly count: number;
  /** 1 by default. */
  readonly stallSeconds?: number;
}

export interface Call {
  /** Gives up the call, also while it waits. */
  readonly signal: AbortSignal;
  /** Whether its caller makes it again when it is {@link Stalled}. */
  readonly isRepeatable: boolean;
}

/** @throws {Stalled} only for a repeatable call; the signal's reason; whatever `work` rejects with. */
export type Lanes = <T>(call: Call, work: (signal: AbortSignal) => Promise<T>) => Promise<T>;

interface UnderWay extends Pick<Call, "isRepeatable"> {
  readonly startedAt: number;
  readonly controller: AbortController;
}

/** So few that a side which is only slow still gets to answer most. */
const givenUpAtOnce = 0.25;

/**
 * Calls in so many lanes, in the order in which they came. While others wait, a call that hangs does not keep its lane
 * until its deadline, lest a side that is well again cannot be asked (REQUIREMENTS U4): if no lane brings an answer for
 * `stallSeconds`, the oldest quarter is given up; if a call is answered, so is what began that much earlier.
 */
export function createLanes({ count, stallSeconds = 1 }: LanesOptions): Lanes {
  const stallMilliseconds = stallSeconds * 1000;
  const turns = createTurns(count);
  const underWay = new Set<UnderWay>();
  let answeredAt = 0;
  let timer: NodeJS.Timeout | undefined;

  const giveUp = (isHopeless: (call: UnderWay) => boolean, atMost: number) => {
    const hopeless = [...underWay].filter((call) => call.isRepeatable && isHopeless(call));
    for (const { controller } of hopeless.slice(0, atMost)) controller.abort(new Stalled("stalled"));
  };
  const answered = ({ startedAt }: UnderWay) => {
    answeredAt = performance.now();
    if (turns.areAwaited()) giveUp((call) => startedAt - call.startedAt > stallMilliseconds, count);
  };
  const look = () => {
    if (!turns.areAwaited()) {
      clearInterval(timer);
      timer = undefined;
    } else if (performance.now() - answeredAt >= stallMilliseconds) {
      const begunBefore = performance.now() - stallMilliseconds;
      answeredAt = performance.now(); // no more of them before as much time again has passed
      giveUp(({ startedAt }) => startedAt <= begunBefore, Math.ceil(count * givenUpAtOnce));
    }
  };
  /** Looks only while somebody waits. */
  const takeTurn = (signal: AbortSignal) => {
    const taken = turns.take(signal);
    if (turns.areAwaited()) timer ??= setInterval(look, stallMilliseconds / 4).unref();
    return taken;
  };

  return async ({ signal, isRepeatable }, work) => {
    await takeTurn(signal);
    const call = { startedAt: performance.now(), controller: new AbortController(), isRepeatable };
    const abort = () => call.controller.abort(signal.reason);
    signal.addEventListener("abort", abort);
    underWay.add(call);
    try {
      signal.throwIfAborted(); // just when it was its turn
      const value = await work(call.controller.signal);
      answered(call);
      return value;
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (call.controller.signal.aborted) throw call.controller.signal.reason;
      answered(call); // even if it was a refusal
      throw error;
    } finally {
      signal.removeEventListener("abort", abort);
      underWay.delete(call);
      turns.giveBack();
    }
  };
}
