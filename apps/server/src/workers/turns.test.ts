import { expect, test } from "vitest";
import { createTurns } from "./turns.ts";

/** Takes turns, and notes who has got one, in order. */
function rehearse(most: number) {
  const turns = createTurns(most);
  const begun: string[] = [];
  const take = (name: string, holder: object) => void turns.take(holder).then(() => begun.push(name));
  const settled = async () => {
    await Promise.resolve();
    return begun;
  };
  return { ...turns, take, settled };
}
const [ann, bob] = [{}, {}];

test("L5: so many have a turn, the others wait for theirs in the order in which they came", async () => {
  const { take, giveBack, settled } = rehearse(2);
  take("ann 1", ann);
  take("bob 1", bob);
  take("ann 2", ann);
  take("bob 2", bob);
  expect(await settled()).toEqual(["ann 1", "bob 1"]);
  giveBack(bob);
  expect(await settled()).toEqual(["ann 1", "bob 1", "ann 2"]);
  giveBack(ann);
  expect(await settled()).toEqual(["ann 1", "bob 1", "ann 2", "bob 2"]);
});

test("who is dismissed gives back what it has, and gets nothing any more", async () => {
  const { take, giveBack, dismiss, settled } = rehearse(1);
  take("ann 1", ann);
  take("ann 2", ann);
  take("bob 1", bob);
  take("bob 2", bob);
  dismiss(ann);
  expect(await settled()).toEqual(["ann 1", "bob 1"]);
  giveBack(bob);
  expect(await settled()).toEqual(["ann 1", "bob 1", "bob 2"]);
});

test("what still comes from somebody who was dismissed makes no turn more and none less", async () => {
  const { take, giveBack, dismiss, settled } = rehearse(1);
  take("ann 1", ann);
  dismiss(ann);
  take("ann 2", ann);
  giveBack(ann);
  take("bob 1", bob);
  take("bob 2", bob);
  expect(await settled()).toEqual(["ann 1", "bob 1"]);
});
