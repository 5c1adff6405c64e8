import * as index from "prom-client";
import { expect, test } from "vitest";
import { Counter, Gauge, loadAggregator, Registry } from "./prom-client.ts";

test("what is loaded of prom-client is what its index exports", () => {
  expect({ AggregatorRegistry: loadAggregator(), Counter, Gauge, Registry }).toEqual({
    AggregatorRegistry: index.AggregatorRegistry,
    Counter: index.Counter,
    Gauge: index.Gauge,
    Registry: index.Registry,
  });
});
