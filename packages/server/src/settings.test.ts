import { availableParallelism } from "node:os";
import { expect, it } from "vitest";
import { defaultSettings } from "./settings.ts";

it("L5: by default all cores but one hash passwords, at least one of them, and 64 wait", () => {
  expect(defaultSettings.hashConcurrency).toBe(Math.max(1, availableParallelism() - 1));
  expect(defaultSettings.hashQueue).toBe(64);
});
