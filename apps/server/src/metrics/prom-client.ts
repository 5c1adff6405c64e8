import { createRequire } from "node:module";
import type * as prom from "prom-client";

const load = createRequire(import.meta.url);

/*
 * Of prom-client what every server needs, and nothing else: its index loads a gateway to push to, clusters and the API of
 * OpenTelemetry too, a seventh of the memory of an idle server. These paths are no documented way in: the version is exact,
 * and a test says that what is behind them is the index's own.
 */
export const Counter: typeof prom.Counter = load("prom-client/lib/counter.js");
export const Gauge: typeof prom.Gauge = load("prom-client/lib/gauge.js");
export const Registry: typeof prom.Registry = load("prom-client/lib/registry.js");
export type Registry = prom.Registry;

/** Loads what measures the process, and adds it: only a server that shows figures needs that. */
export function collectDefaultMetrics(register: Registry): void {
  const collect: typeof prom.collectDefaultMetrics = load("prom-client/lib/defaultMetrics.js");
  collect({ register });
}

/** Loads what adds up the figures of several processes: only their primary needs that. */
export const loadAggregator = (): typeof prom.AggregatorRegistry => load("prom-client/lib/cluster.js");
