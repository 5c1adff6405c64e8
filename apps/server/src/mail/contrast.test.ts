import { expect, it } from "vitest";
import { contrast, readableOn } from "./contrast.ts";
import { defaultColor } from "./rendering.ts";

it("black and white have the largest contrast, a colour and itself none", () => {
  expect(contrast("#000000", "#ffffff")).toBe(21);
  expect(contrast("#ffffff", "#000000")).toBe(21);
  expect(contrast("#123456", "#123456")).toBe(1);
  expect(contrast("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});

it.each([
  ["#ffffff", "#000000"],
  ["#ffff00", "#000000"],
  ["#000000", "#ffffff"],
  ["#0000ff", "#ffffff"],
  [defaultColor, "#ffffff"],
])("on %s one writes in %s", (color, text) => {
  expect(readableOn(color)).toBe(text);
});

it("whatever the colour, what is written on it has a contrast of at least 4.5 (WCAG 2 SC 1.4.3)", () => {
  for (let value = 0; value <= 0xffffff; value += 4099) {
    const color = `#${value.toString(16).padStart(6, "0")}`;
    expect(contrast(color, readableOn(color)), color).toBeGreaterThanOrEqual(4.5);
  }
});
