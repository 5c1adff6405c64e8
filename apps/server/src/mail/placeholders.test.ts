import { expect, it } from "vitest";
import { fill, placeholdersIn } from "./placeholders.ts";

it("finds what stands in braces", () => {
  expect(placeholdersIn("{a} b {c}{a} { d } {} {e-f}")).toEqual(["a", "c", "a"]);
});

it("fills in values as they are, and nothing where there is none", () => {
  expect(fill("{a}-{b}-{c}-{toString}", { a: "{b} $& $1", b: "x", c: undefined })).toBe("{b} $& $1-x--");
});
