import { expect, it, vi } from "vitest";
import { createDeadlines } from "./deadlines.ts";

const tell = { timeout: 5000, interval: 1 };

it("deadlines tell of each once, in the order of their beginnings and no sooner than its own time", async () => {
  const begunAt = new Map<string, number>();
  const lateness: [string, number][] = [];
  const deadlines = createDeadlines<string>(0.05, (one) =>
    lateness.push([one, performance.now() - (begunAt.get(one) ?? 0) - 50]),
  );
  const begin = (one: string) => {
    begunAt.set(one, performance.now());
    deadlines.begin(one);
  };
  begin("first");
  await new Promise((later) => setTimeout(later, 20));
  begin("second");
  await vi.waitFor(() => expect(lateness).toHaveLength(2), tell);
  begin("third");
  await vi.waitFor(() => expect(lateness).toHaveLength(3), tell);
  expect(lateness.map(([one]) => one)).toEqual(["first", "second", "third"]);
  expect(Math.min(...lateness.map(([, milliseconds]) => milliseconds))).toBeGreaterThanOrEqual(-1);
});

it("deadlines say nothing of what has ended, and do not miss who comes after it", async () => {
  const exceeded: string[] = [];
  const deadlines = createDeadlines<string>(0.03, (one) => exceeded.push(one));
  deadlines.begin("done");
  deadlines.end("done");
  deadlines.begin("late");
  await vi.waitFor(() => expect(exceeded).toEqual(["late"]), tell);
  deadlines.end("late");
  deadlines.begin("later");
  await vi.waitFor(() => expect(exceeded).toEqual(["late", "later"]), tell);
});
