import { expect, it } from "vitest";
import { createRecorder } from "./recorder.ts";

it("says how long things took, however many there were", () => {
  const recorder = createRecorder();
  for (let value = 100_000; value >= 1; value--) recorder.add(value);
  expect(recorder.count()).toBe(100_000);
  const { p50Milliseconds, p99Milliseconds, p999Milliseconds } = recorder.latencies();
  expect(p50Milliseconds).toBeCloseTo(50_000.5, 1);
  expect(p99Milliseconds).toBeCloseTo(99_000, -1);
  expect(p999Milliseconds).toBeCloseTo(99_900, -1);
});

it("forgets what was before the measured time", () => {
  const recorder = createRecorder();
  recorder.add(1000);
  recorder.restart();
  recorder.add(1);
  recorder.add(3);
  expect(recorder.count()).toBe(2);
  expect(recorder.latencies()).toMatchObject({ p50Milliseconds: 2 });
});
