import { AggregatorRegistry, Histogram } from "prom-client";
import { expect, test } from "vitest";
import { parseScrape } from "../../testing/prometheus-text.ts";
import { createHistogram } from "./histogram.ts";
import { Registry } from "./prom-client.ts";

const options = { name: "tiauth_x_seconds", help: "X.", labelNames: ["action"], buckets: [0.1, 0.5, 2] };
const values = [0, 0.1, 0.100_001, 0.49, 0.5, 1.999, 2, 2.1, 1e9, 0.3];

test("its text is what prom-client's own says of the same values", async () => {
  const [ours, theirs] = [new Registry(), new Registry()];
  const begin = createHistogram({ registry: ours, ...options });
  const reference = new Histogram({ ...options, registers: [theirs] });
  for (const action of ["a", "b"]) {
    const observe = begin({ action });
    for (const value of values) {
      observe(value);
      reference.observe({ action }, value);
    }
  }
  expect(await ours.metrics()).toBe(await theirs.metrics());
});

test("without labels it is there from the start, at zero", async () => {
  const registry = new Registry();
  createHistogram({ registry, ...options, labelNames: [] })();
  const { samples } = parseScrape(await registry.metrics());
  expect(samples.map(({ value }) => value)).toEqual([0, 0, 0, 0, 0, 0]);
});

test("the figures of several processes add up", async () => {
  const figures = await Promise.all(
    [1, 3].map(async (count) => {
      const registry = new Registry();
      const observe = createHistogram({ registry, ...options })({ action: "a" });
      for (let i = 0; i < count; i += 1) observe(0.2);
      return registry.getMetricsAsJSON();
    }),
  );
  const { value } = parseScrape(await AggregatorRegistry.aggregate(figures).metrics());
  expect(value("tiauth_x_seconds_count")).toBe(4);
  expect(value("tiauth_x_seconds_sum")).toBeCloseTo(0.8);
  expect(value("tiauth_x_seconds_bucket", { le: "0.1" })).toBe(0);
  expect(value("tiauth_x_seconds_bucket", { le: "+Inf" })).toBe(4);
});
