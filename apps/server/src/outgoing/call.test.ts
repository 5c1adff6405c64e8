import { expect, it, vi } from "vitest";
import { createCall } from "./call.ts";
import { GivenUp, type Outcome } from "./exchange.ts";
import { ExchangeError } from "./exchange-error.ts";
import { createLanes } from "./lanes.ts";

const broken = new Error("connection reset");
const timeout = new ExchangeError("timeout", "gave no answer");

/** Calls that share one lane; `end` is how the exchange under way ends. */
function callsInOneLane() {
  const lanes = createLanes({ count: 1 });
  let end: (outcome: Outcome) => void = () => expect.fail("nothing is under way");
  const begun: string[] = [];
  const settled: [string, Outcome][] = [];
  const giveUp = vi.fn();
  const enter = (name: string, attempts = 1) => {
    const call = createCall({
      attempts,
      lanes,
      start: (ended) => {
        begun.push(name);
        end = ended;
        return giveUp;
      },
      settle: (outcome) => settled.push([name, outcome]),
    });
    lanes.enter(call);
    return call;
  };
  return { enter, end: (outcome: Outcome) => end(outcome), begun, settled, giveUp };
}

it("U1: a call is made again after a transport failure, as often as it may, and only then fails", () => {
  const { enter, end, begun, settled } = callsInOneLane();
  enter("read", 2);
  end(broken);
  expect([begun, settled]).toEqual([["read", "read"], []]);
  end(broken);
  expect([begun, settled]).toEqual([["read", "read"], [["read", broken]]]);
});

it("U1: a call is not made again if it was answered, be it with a refusal, and a write never", () => {
  const { enter, end, begun, settled } = callsInOneLane();
  const refusal = new ExchangeError("status", "answered 500", 500);
  for (const [attempts, outcome] of [
    [2, refusal],
    [2, "answer"],
    [1, broken],
  ] as const) {
    enter("call", attempts);
    end(outcome);
  }
  expect(begun).toHaveLength(3);
  expect(settled.map(([, outcome]) => outcome)).toEqual([refusal, "answer", broken]);
});

it("U4: a call that is made again lets those go first who wait", () => {
  const { enter, end, begun } = callsInOneLane();
  enter("first", 2);
  enter("second");
  end(new GivenUp());
  end("answer");
  expect(begun).toEqual(["first", "second", "first"]);
});

it("U1: a call that is cut short while it waits is never made, and holds up nobody", () => {
  const { enter, end, begun, settled, giveUp } = callsInOneLane();
  enter("first");
  enter("second").cutShort(timeout);
  enter("third");
  end("answer");
  end("answer");
  expect(begun).toEqual(["first", "third"]);
  expect(settled).toEqual([
    ["second", timeout],
    ["first", "answer"],
    ["third", "answer"],
  ]);
  expect(giveUp).not.toHaveBeenCalled();
});

it("U1: a call that is cut short under way is given up and keeps its lane until that has happened", () => {
  const { enter, end, begun, settled, giveUp } = callsInOneLane();
  const first = enter("first", 2);
  enter("second");
  first.cutShort(timeout);
  expect([begun, settled, giveUp.mock.calls.length]).toEqual([["first"], [["first", timeout]], 1]);
  end(new GivenUp());
  expect([begun, settled]).toEqual([["first", "second"], [["first", timeout]]]);
});
