import { expect, test } from "vitest";
import { storedValue } from "./stored-value.ts";

test("a value is there again after a reload, and gone once it is removed", () => {
  const area = areaWith();
  storedValue(() => area, "key").set("value");
  expect(storedValue(() => area, "key").get()).toBe("value");

  storedValue(() => area, "key").set(undefined);
  expect(storedValue(() => area, "key").get()).toBeUndefined();
  expect(area.kept.size).toBe(0);
});

test("where the browser forbids storage, a value lives as long as the page", () => {
  const value = storedValue(() => {
    throw new DOMException("The operation is insecure.", "SecurityError");
  }, "key");
  expect(value.get()).toBeUndefined();
  value.set("value");
  expect(value.get()).toBe("value");
});

/** What is used of `localStorage`. */
function areaWith() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}
