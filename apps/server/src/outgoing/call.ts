import { GivenUp, type Outcome } from "./exchange.ts";
import { ExchangeError } from "./exchange-error.ts";
import type { LaneCall, Lanes } from "./lanes.ts";
import { errors } from "./undici.ts";

/** A request on its way: waiting for a lane, in one, or about to be made again. */
export interface Call extends LaneCall {
  /** Settles it, whatever it is at, in favour of this outcome. */
  readonly cutShort: (outcome: Outcome) => void;
}

export interface CallOptions {
  /** So often it is made if there is a transport failure, or if the other side stalls. */
  readonly attempts: number;
  readonly lanes: Lanes;
  /** Makes the request; returns what gives it up. */
  readonly start: (ended: (outcome: Outcome) => void) => () => void;
  /** Told once. */
  readonly settle: (outcome: Outcome) => void;
}

/** A call that is yet to enter the lanes. */
export function createCall({ attempts, lanes, start, settle }: CallOptions): Call {
  let attemptsLeft = attempts;
  let isSettled = false;
  let giveUp: (() => void) | undefined; // while it is in a lane

  const ended = (outcome: Outcome) => {
    giveUp = undefined;
    if (!(outcome instanceof GivenUp)) lanes.heard(call);
    lanes.leave(call);
    if (isSettled) return;
    if (attemptsLeft > 0 && isTransportFailure(outcome)) return lanes.enter(call);
    isSettled = true;
    settle(outcome);
  };

  const call: Call = {
    begin: () => {
      attemptsLeft -= 1;
      giveUp = start(ended);
    },
    isRepeatable: () => attemptsLeft > 0,
    giveUp: () => giveUp?.(),
    cutShort: (outcome) => {
      isSettled = true;
      settle(outcome);
      // A lane is left when the exchange has ended: until then the other side may be at it.
      if (giveUp) giveUp();
      else lanes.leave(call);
    },
  };
  return call;
}

const isTransportFailure = (outcome: Outcome) =>
  outcome instanceof Error &&
  !(outcome instanceof ExchangeError || outcome instanceof errors.ResponseExceededMaxSizeError);
