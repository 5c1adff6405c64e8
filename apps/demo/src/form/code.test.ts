import { expect, test } from "vitest";
import { toCode, writeAsCode } from "./code.ts";

test("a code is upper-cased, and spaces, hyphens and what came with a paste are dropped", () => {
  expect(toCode(" abcd-2345\n", 8)).toBe("ABCD2345");
  expect(toCode("“ab cd”", 8)).toBe("ABCD");
});

test("a code is no longer than its letters", () => {
  expect(toCode("ABCD23456789", 8)).toBe("ABCD2345");
  expect(toCode("ABCD23456789", 12)).toBe("ABCD23456789");
});

test("the caret stays behind the letter that was typed in the middle", () => {
  const input = inputWith("ABx C", 3);
  expect(writeAsCode(input, 8)).toBe("ABXC");
  expect(input).toMatchObject({ value: "ABXC", selectionStart: 3 });
});

test("the caret does not count what was dropped before it", () => {
  const input = inputWith("AB C", 3);
  writeAsCode(input, 8);
  expect(input).toMatchObject({ value: "ABC", selectionStart: 2 });
});

test("an input that is a code already is not touched", () => {
  const input = inputWith("ABCD", 2);
  expect(writeAsCode(input, 8)).toBe("ABCD");
  expect(input).toMatchObject({ value: "ABCD", selectionStart: 2 });
});

/** What is used of an input element; setting the value moves the caret to its end, as in a browser. */
function inputWith(text: string, caret: number) {
  let value = text;
  return {
    selectionStart: caret,
    get value() {
      return value;
    },
    set value(next: string) {
      value = next;
      this.selectionStart = next.length;
    },
    setSelectionRange(start: number) {
      this.selectionStart = start;
    },
  };
}
