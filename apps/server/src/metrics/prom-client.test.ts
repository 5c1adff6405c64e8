import * as index from "prom-client";
import { expect, test } from "vitest";
import { Counter, Gauge, Registry } from "./prom-client.ts";

test("what is loaded of prom-client is what its index exports", () => {
  expect({ Counter, Gauge, Registry }).toEqual({
    Counter: index.Counter,
    Gauge: index.Gauge,
    Registry: index.Registry,
  });
});
