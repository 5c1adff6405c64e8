import { expect, test } from "vitest";
import { tidyCode } from "./code.ts";
import { duration, triesLeft } from "./words.ts";

test.each([
  "ABCD2EFG",
  "abcd2efg",
  "abcd-2efg",
  " ABCD 2EFG\t",
  "ABCD – 2EFG",
  "a b c d 2 e f g",
  "ＡＢＣＤ２ＥＦＧ",
  "“ABCD2EFG”",
])("a code is taken however it is typed or pasted: %s", (typed) => {
  expect(tidyCode(typed)).toBe("ABCD2EFG");
});

test.each(["", "ABCD2EF", "ABCD2EFGH", "ABCDÄEFG", "https://auth.example.com/cli#id.secret", "\u001b[200~ABCD2EFG"])(
  "what cannot be a code is none: %j",
  (typed) => {
    expect(tidyCode(typed)).toBeUndefined();
  },
);

test("tries that are left are said in words", () => {
  expect([1, 8, 9, 10, 11].map(triesLeft)).toEqual([
    "Nine tries are left.",
    "Two tries are left.",
    "One try is left.",
    "No tries are left.",
    "No tries are left.",
  ]);
});

test("times are said in words", () => {
  expect([0, 1, 5, 59, 60, 600, 3600].map(duration)).toEqual([
    "one second",
    "one second",
    "five seconds",
    "59 seconds",
    "one minute",
    "ten minutes",
    "60 minutes",
  ]);
});
