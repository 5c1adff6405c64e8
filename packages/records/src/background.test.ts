import { expect, it } from "vitest";
import { createBackground } from "./background.ts";

const invocation = { action: "complete_signin", actionInvocationId: "an invocation" };

it("no more than 1,000 effects are under way: those beyond are dropped and reported", async () => {
  const reports: unknown[] = [];
  const background = createBackground((...report) => reports.push(report));
  let settle = () => {};
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  let started = 0;
  const start = () =>
    background.run(invocation, () => {
      started += 1;
      return settled;
    });
  for (let i = 0; i < 1002; i++) start();
  expect(started).toBe(1000);
  expect(reports).toEqual(Array(2).fill([invocation, expect.any(Error)]));

  settle();
  await background.idle();
  start();
  expect(started).toBe(1001);
});
