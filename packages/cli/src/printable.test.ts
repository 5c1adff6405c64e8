import { expect, test } from "vitest";
import { printable } from "./printable.ts";

test.each([
  ["\u001b[2J\u001b]0;title\u0007", " [2J ]0;title "],
  ["a\r\nb\tc", "a  b c"],
  ["\u009b31m", " 31m"],
  ["\u202egnp.exe", " gnp.exe"],
  ["a\u2028b\u200bc\ud800", "a b c "],
])("what a terminal would obey is a blank: %j", (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test("words of any language stay, and a long text is cut", () => {
  expect(printable("Grüße, 世界 – 🎉")).toBe("Grüße, 世界 – 🎉");
  expect(printable("x".repeat(5000))).toBe(`${"x".repeat(199)}…`);
});
