import { describe, expect, it, vi } from "vitest";
import { createLanes, type LaneCall, type Lanes } from "./lanes.ts";

const stallSeconds = 0.05;

interface Kind {
  readonly isRepeatable: boolean;
  /** Until it is given up. */
  readonly hangs: boolean;
}

/** Resolves with how the call left. */
const makeCall = (lanes: Lanes, { isRepeatable, hangs }: Kind) =>
  new Promise<string>((resolve) => {
    const leave = (how: string) => {
      lanes.leave(call);
      resolve(how);
    };
    const answer = () => {
      lanes.heard(call);
      leave("answered");
    };
    const call: LaneCall = {
      begin: () => !hangs && queueMicrotask(answer),
      isRepeatable: () => isRepeatable,
      giveUp: () => leave("given up"),
    };
    lanes.enter(call);
  });

const answeredRead = { isRepeatable: true, hangs: false };
const answeredWrite = { isRepeatable: false, hangs: false };
const stuckRead = { isRepeatable: true, hangs: true };
const stuckWrite = { isRepeatable: false, hangs: true };

/** Resolves when others, who hang while somebody waits, have been given up several times over. */
async function longEnough(): Promise<void> {
  const lanes = createLanes({ count: 1, stallSeconds });
  for (let i = 0; i < 5; i++) await Promise.all([makeCall(lanes, stuckRead), makeCall(lanes, answeredWrite)]);
}

describe("lanes", () => {
  it("take so many calls at once and the others in their order", () => {
    const lanes = createLanes({ count: 2, stallSeconds });
    const begun: number[] = [];
    const calls = [1, 2, 3, 4].map(
      (number): LaneCall => ({ begin: () => begun.push(number), isRepeatable: () => false, giveUp: vi.fn() }),
    );
    for (const call of calls) lanes.enter(call);
    expect(begun).toEqual([1, 2]);
    for (const [left, call] of calls.entries()) {
      lanes.leave(call);
      expect(begun).toHaveLength(Math.min(4, left + 3));
    }
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it("forget a call that leaves before it was its turn", () => {
    const lanes = createLanes({ count: 1, stallSeconds });
    const [first, second, third] = [vi.fn(), vi.fn(), vi.fn()].map((begin) => ({
      begin,
      isRepeatable: () => false,
      giveUp: vi.fn(),
    }));
    if (!first || !second || !third) return expect.fail();
    for (const call of [first, second, third]) lanes.enter(call);
    lanes.leave(second);
    expect(third.begin).not.toHaveBeenCalled();
    lanes.leave(first);
    expect([second.begin.mock.calls.length, third.begin.mock.calls.length]).toEqual([0, 1]);
  });

  it("U4: give up the oldest quarter of what hangs while others wait, then everything that a later answer has overtaken", async () => {
    const lanes = createLanes({ count: 8, stallSeconds });
    const stuck = Array.from({ length: 8 }, () => makeCall(lanes, stuckRead));
    expect(await makeCall(lanes, answeredRead)).toBe("answered");
    expect(await Promise.all(stuck.slice(0, 2))).toEqual(["given up", "given up"]);
    // Nobody waits any more, until there are more than the two free lanes can take.
    expect(await Promise.race([...stuck.slice(2), longEnough()])).toBeUndefined();
    const others = Array.from({ length: 20 }, () => makeCall(lanes, answeredRead));
    expect(await Promise.all(others)).toEqual(others.map(() => "answered"));
    expect(await Promise.all(stuck)).toEqual(stuck.map(() => "given up"));
  });

  it("U4: leave alone what hangs while nobody waits, and what nobody would repeat", async () => {
    const lanes = createLanes({ count: 2, stallSeconds });
    const read = makeCall(lanes, stuckRead);
    const write = makeCall(lanes, stuckWrite);
    expect(await Promise.race([read, write, longEnough()])).toBeUndefined();
    const waiting = makeCall(lanes, answeredWrite);
    expect(await read).toBe("given up");
    expect(await waiting).toBe("answered");
    expect(await Promise.race([write, longEnough()])).toBeUndefined();
  });
});
