import { describe, expect, it } from "vitest";
import { hasAnOrder } from "./all-orders.ts";
import { drawn } from "./drawn-history.ts";
import { findInexplicable } from "./linearizable.ts";
import { forged, letterFrom, madeHistory } from "./made-history.ts";
import { seededRandom } from "./seeded-random.ts";

describe("a history that a storage can have", () => {
  it.each([
    ["is empty", []],
    ["one after the other", ["[add a ok] [get a0] [update b@0 ok] [get b1] [delete ok] [get none] [delete no]"]],
    ["refusals", ["[update a@0 no] [add a ok] [add b no] [update c@1 no] [get a0]"]],
    ["a key that comes again counts anew", ["[add a ok] [update b@0 ok] [delete ok] [add c ok] [get c0]"]],
    ["who is first of two at once is open", ["[add a ok ]   ", "[add b no  ]  ", "            [get a0]"]],
    ["a look during a write sees what was before", ["[add a ok] [update b@0  ok]", "             [get a0]   "]],
    ["a look during a write sees what is after", ["[add a ok] [update b@0  ok]", "             [get b1]   "]],
    ["a chain at once", ["[update c@1 ok]", "[add a ok]     ", "[update b@0 ok]", "[get c2]       "]],
    ["a write without an answer has not happened", ["[add a ok]         [get a0]", "           [delete >"]],
    ["a write without an answer has happened", ["[add a ok]         [get none]", "           [delete >"]],
    ["it happens late", ["[add a ok] [get a0] [get a0] [get none]", "          [delete >"]],
  ])("%s", (_, lines) => {
    expect(findInexplicable(drawn(...lines))).toBeUndefined();
  });
});

describe("a history that no storage can have", () => {
  it.each([
    ["a write that was answered is lost", ["[add a ok] [get none]"], "get"],
    ["a deletion that was answered is undone", ["[add a ok] [delete ok] [get a0]"], "get"],
    ["two win one race", ["[add a ok]", "[add b ok]"], "add"],
    ["two win with one counter", ["[add a ok] [update b@0 ok]", "           [update c@0 ok]"], "update"],
    ["two delete one entry", ["[add a ok] [delete ok]", "           [delete ok]"], "delete"],
    ["an old value is read", ["[add a ok] [update b@0 ok]            ", "                           [get a0] "], "get"],
    [
      "time runs backwards",
      ["[add a ok] [update b@0                ok]", "             [get b1] [get a0]        "],
      "get",
    ],
    ["a write is seen before it was asked for", ["[get a0] [add a ok]"], "get"],
    ["a counter stands still", ["[add a ok] [update b@0 ok] [get b0]"], "get"],
    ["nobody wins", ["[add a no]"], "add"],
    ["a refusal writes", ["[add a ok] [update b@1 no] [get b1]"], "get"],
    ["one without an answer happens twice", ["[add a ok] [get none] [add b ok] [get none]", "     [delete >"], "get"],
    [
      "one without an answer happens before it is asked",
      ["[add a ok] [get none]          ", "                      [delete >"],
      "get",
    ],
  ])("%s", (_, lines, kind) => {
    expect(findInexplicable(drawn(...lines))).toMatchObject({ operation: { kind } });
  });

  it("says which answer it is", () => {
    const history = drawn("[add a ok] [get a0] [get b1] [get a0]");
    expect(findInexplicable(history)).toBe(history[2]);
  });
});

it("of 20 who ask at once, some of whom never hear what came of it, every history is explained", () => {
  const chance = { random: seededRandom(1), lossProbability: 0.01 };
  const history = madeHistory({ ...chance, clients: 20, count: 500, valueAt: String });
  expect(history.slice(0, 500).filter(({ answered }) => !answered).length).toBeGreaterThan(3);
  expect(findInexplicable(history)).toBeUndefined();
});

it("of 3,000 small histories, some of them forged, it says what trying every order says", () => {
  const verdicts = { possible: 0, impossible: 0 };
  for (let seed = 1; seed <= 3000; seed++) {
    const random = seededRandom(seed);
    const made = madeHistory({ random, clients: 3, count: 6, lossProbability: 0.2, valueAt: () => letterFrom(random) });
    const history = made.map((one) => (random() < 0.2 ? forged(one, random) : one));
    const isPossible = hasAnOrder(history);
    expect(findInexplicable(history) === undefined, `seed ${seed}`).toBe(isPossible);
    verdicts[isPossible ? "possible" : "impossible"] += 1;
  }
  expect(verdicts.possible).toBeGreaterThan(500);
  expect(verdicts.impossible).toBeGreaterThan(500);
});
