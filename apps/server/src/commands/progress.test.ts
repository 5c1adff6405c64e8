import { expect, test } from "vitest";
import { createProgress } from "./progress.ts";

const shown = (isTerminal: boolean, show: (progress: ReturnType<typeof createProgress>) => void) => {
  let text = "";
  const progress = createProgress({
    out: (line) => {
      text += `${line}\n`;
    },
    draw: isTerminal
      ? (drawn) => {
          text += drawn;
        }
      : undefined,
  });
  show(progress);
  progress.end();
  return text;
};

test("on a terminal a bar grows in one line for each step", () => {
  const text = shown(true, ({ show }) => {
    show({ step: "copying", done: 500, of: 2000 });
    show({ step: "copying", done: 2000, of: 2000 });
    show({ step: "comparing", done: 2000, of: 4000 });
  });
  expect(text.split("\n")).toEqual([
    "\r[######------------------] copying  25 %, 500 of 2,000\r[########################] copying 100 %, 2,000 of 2,000",
    "\r[############------------] comparing  50 %, 2,000 of 4,000",
    "",
  ]);
});

test("elsewhere there is a line for every tenth, however many pages there are", () => {
  const text = shown(false, ({ show }) => {
    for (let done = 1; done <= 1000; done++) show({ step: "copying", done, of: 1000 });
  });
  expect(text.split("\n")).toHaveLength(12);
  expect(text).toMatch(
    /^copying {3}0 %, 1 of 1,000\ncopying {2}10 %, 100 of 1,000\n.*\ncopying 100 %, 1,000 of 1,000\n$/s,
  );
});

test("more than was counted, or nothing at all, is all of it", () => {
  expect(shown(false, ({ show }) => show({ step: "copying", done: 7, of: 5 }))).toBe("copying 100 %, 7 of 5\n");
  expect(shown(false, ({ show }) => show({ step: "copying", done: 0, of: 0 }))).toBe("copying 100 %, 0 of 0\n");
  expect(shown(true, () => undefined)).toBe("");
});
