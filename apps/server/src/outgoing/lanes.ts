export interface LanesOptions {
  /** So many calls at once; the others wait for their turn. */
  readonly count: number;
  /** 1 by default. */
  readonly stallSeconds?: number;
}

export interface LaneCall {
  /** It is its turn. */
  readonly begin: () => void;
  /** Whether it will be made again when it is given up. */
  readonly isRepeatable: () => boolean;
  /** The other side stalls: to be given up, and to leave, in favour of asking once more. It may or may not have had its effect. */
  readonly giveUp: () => void;
}

/** A call enters, begins at once or later, and leaves: once, begun or not. It may enter again. */
export interface Lanes {
  readonly enter: (call: LaneCall) => void;
  /** Something came back for a call that has not left yet, be it a refusal. */
  readonly heard: (call: LaneCall) => void;
  readonly leave: (call: LaneCall) => void;
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
  const waiting = new Set<LaneCall>();
  const begunAt = new Map<LaneCall, number>(); // of those under way, the oldest first
  let heardAt = 0;
  let timer: NodeJS.Timeout | undefined;

  const begin = (call: LaneCall) => {
    begunAt.set(call, performance.now());
    call.begin();
  };
  const giveUp = (begunBefore: number, atMost: number) => {
    let left = atMost;
    for (const [call, at] of begunAt) {
      if (at > begunBefore || left === 0) return;
      if (!call.isRepeatable()) continue;
      left -= 1;
      call.giveUp();
    }
  };
  const look = () => {
    const stalledSince = performance.now() - stallMilliseconds;
    if (waiting.size === 0) {
      clearInterval(timer);
      timer = undefined;
    } else if (heardAt <= stalledSince) {
      heardAt = performance.now(); // no more of them before as much time again has passed
      giveUp(stalledSince, Math.ceil(count * givenUpAtOnce));
    }
  };

  return {
    enter: (call) => {
      if (begunAt.size < count) return begin(call);
      waiting.add(call);
      timer ??= setInterval(look, stallMilliseconds / 4).unref(); // looks only while somebody waits
    },
    heard: (call) => {
      heardAt = performance.now();
      if (waiting.size > 0) giveUp((begunAt.get(call) ?? 0) - stallMilliseconds, count);
    },
    leave: (call) => {
      waiting.delete(call);
      if (!begunAt.delete(call)) return;
      const [next] = waiting;
      if (!next) return;
      waiting.delete(next);
      begin(next);
    },
  };
}
