import { describe, expect, it, vi } from "vitest";
import { createLanes, Stalled } from "./lanes.ts";

const stallSeconds = 0.05;

/** Work that hangs until it is given up. */
const hang = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
const answer = async () => "answer";
const outcome = (call: Promise<unknown>) => call.catch((error: unknown) => error);

const repeatable = () => ({ signal: new AbortController().signal, isRepeatable: true });
const final = () => ({ signal: new AbortController().signal, isRepeatable: false });

/** Resolves when others, who hang while somebody waits, have been given up several times over. */
async function longEnough(): Promise<void> {
  const inLane = createLanes({ count: 1, stallSeconds });
  for (let i = 0; i < 5; i++) await Promise.all([outcome(inLane(repeatable(), hang)), inLane(final(), answer)]);
}

describe("lanes", () => {
  it("take so many calls at once and the others in their order", async () => {
    const inLane = createLanes({ count: 2, stallSeconds });
    const ends: (() => void)[] = [];
    const begun: number[] = [];
    const calls = [1, 2, 3, 4].map((number) =>
      inLane(final(), () => {
        begun.push(number);
        return new Promise<void>((end) => ends.push(end));
      }),
    );
    for (let ended = 0; ended < 4; ended++) {
      await vi.waitFor(() => expect(begun).toHaveLength(Math.min(4, ended + 2)));
      ends[ended]?.();
    }
    await Promise.all(calls);
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it("U4: give up the oldest quarter of what hangs while others wait, then everything that a later answer has overtaken", async () => {
    const inLane = createLanes({ count: 8, stallSeconds });
    const stuck = Array.from({ length: 8 }, () => outcome(inLane(repeatable(), hang)));
    expect(await inLane(repeatable(), answer)).toBe("answer");
    const firstGivenUp = await Promise.all(stuck.slice(0, 2));
    expect(firstGivenUp.every((error) => error instanceof Stalled)).toBe(true);
    // Nobody waits any more, until there are more than the two free lanes can take.
    expect(await Promise.race([...stuck.slice(2), longEnough()])).toBeUndefined();
    const others = Array.from({ length: 20 }, () => outcome(inLane(repeatable(), answer)));
    expect(await Promise.all(others)).toEqual(others.map(() => "answer"));
    expect((await Promise.all(stuck)).every((error) => error instanceof Stalled)).toBe(true);
  });

  it("U4: leave alone what hangs while nobody waits, and what nobody would repeat", async () => {
    const inLane = createLanes({ count: 2, stallSeconds });
    const read = outcome(inLane(repeatable(), hang));
    const write = outcome(inLane(final(), hang));
    expect(await Promise.race([read, write, longEnough()])).toBeUndefined();
    const waiting = inLane(final(), answer);
    expect(await read).toBeInstanceOf(Stalled);
    expect(await waiting).toBe("answer");
    expect(await Promise.race([write, longEnough()])).toBeUndefined();
  });

  it("let go of a call that is given up by its caller, in its lane or before it", async () => {
    const inLane = createLanes({ count: 1, stallSeconds: 10 });
    const [first, second] = [new AbortController(), new AbortController()];
    const calls = [first, second].map(({ signal }) => outcome(inLane({ signal, isRepeatable: false }, hang)));
    second.abort("second");
    first.abort("first");
    expect(await Promise.all(calls)).toEqual(["first", "second"]);
    expect(await inLane(final(), answer)).toBe("answer");
  });
});
