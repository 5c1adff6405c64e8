import type { HashingTurns } from "../passwords/index.ts";
import type { Calls } from "./calls.ts";
import type { PrimaryCalls } from "./contract.ts";

/** Turns that the primary gives: between all workers there are as many as one process would have. */
export function askedTurns({ call, tell }: Calls<PrimaryCalls>): HashingTurns {
  let held = 0;
  return {
    async inTurn(work) {
      await call("takeHashingTurn");
      held += 1;
      try {
        return await work();
      } finally {
        held -= 1;
        tell("giveHashingTurnBack");
      }
    },
    held: () => held,
  };
}
