import { expect, it } from "vitest";
import { parseStat, usageOf } from "./processes.ts";

it("a program's name may contain brackets and spaces", () => {
  const text = "42 (a) b (c) S 7 42 42 0 -1 4194304 100 0 0 0 150 50 0 0 20 0 1 0 0 0 0";
  expect(parseStat(text)).toEqual({ pid: 42, parent: 7, cpuSeconds: 2 });
});

it.runIf(process.platform === "linux")("this process has used something", () => {
  const usage = usageOf(process.pid);
  expect(usage?.cpuSeconds).toBeGreaterThan(0);
  expect(usage?.rssBytes).toBeGreaterThan(1_000_000);
});

it("a process that is not there has used nothing", () => {
  expect(usageOf(2 ** 30)).toBeUndefined();
});
