import { expect, test } from "vitest";
import { run } from "./run.ts";

function* sum(count: number): Generator<number, number, number> {
  let total = 0;
  for (let index = 0; index < count; index++) total += yield index;
  return total;
}

/** Recovers from the first accident, not from the second. */
function* recovering(): Generator<string, string, string> {
  let first = "";
  try {
    first = yield "first";
  } catch (error) {
    first = `recovered from ${error}`;
  }
  return `${first}, ${yield "second"}`;
}

const reject = (reason: string): Promise<string> => Promise.reject(reason);

test("a run with synchronous answers returns its result, however long it is", () => {
  expect(run(sum(100_000), (index): number => index)).toBe(4_999_950_000);
});

test("a run without effects returns its result", () => {
  expect(run(sum(0), (index): number => index)).toBe(0);
});

test("a run with promises resolves with its result, one effect after the other", async () => {
  const order: string[] = [];
  const total = run(sum(3), async (index) => {
    order.push(`asked ${index}`);
    await Promise.resolve();
    order.push(`answered ${index}`);
    return index;
  });
  expect(total).toBeInstanceOf(Promise);
  expect(await total).toBe(3);
  expect(order).toEqual(["asked 0", "answered 0", "asked 1", "answered 1", "asked 2", "answered 2"]);
});

test("answers may be promises or not, as they come", async () => {
  expect(await run(sum(4), (index): number | Promise<number> => (index % 2 ? Promise.resolve(index) : index))).toBe(6);
});

test("what an answer throws is thrown into the program, which may recover", () => {
  const answer = run(recovering(), (effect): string => {
    if (effect === "first") throw "trouble";
    return "done";
  });
  expect(answer).toBe("recovered from trouble, done");
});

test("what an answer rejects with is thrown into the program, which may recover", async () => {
  const answer = run(recovering(), (effect) => (effect === "first" ? reject("trouble") : Promise.resolve("done")));
  expect(await answer).toBe("recovered from trouble, done");
});

test("what the program does not recover from comes out: thrown before the first promise, rejected after it", async () => {
  const throwing = (): string => {
    throw "trouble";
  };
  expect(() => run(recovering(), throwing)).toThrow("trouble");
  const later = run(recovering(), (effect): string | Promise<string> =>
    effect === "first" ? Promise.resolve("fine") : throwing(),
  );
  await expect(later).rejects.toBe("trouble");
  await expect(run(recovering(), () => reject("trouble"))).rejects.toBe("trouble");
});
