import { expect, test } from "vitest";
import { refusals } from "./refusals.ts";

const sentences = Object.values(refusals);

test("every sentence begins with a capital, ends with a full stop and shows no wire name", () => {
  expect(sentences.filter(({ text }) => !/^[A-Z][^_]*\.$/.test(text))).toEqual([]);
});

test("what stands in a form has room in two lines on a phone", () => {
  const inForms = sentences.filter(({ about }) => about !== "flow" && about !== "session");
  expect(inForms.filter(({ text }) => text.length > 66)).toEqual([]);
});
