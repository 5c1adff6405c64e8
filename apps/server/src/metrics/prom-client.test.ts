import * as index from "prom-client";
import { expect, test } from "vitest";
import { Counter, Gauge, Histogram, Registry } from "./prom-client.ts";

test("what is loaded of prom-client is what its index exports", () => {
  expect({ Counter, Gauge, Histogram, Registry }).toEqual({
    Counter: index.Counter,
    Gauge: index.Gauge,
    Histogram: index.Histogram,
    Registry: index.Registry,
  });
});
