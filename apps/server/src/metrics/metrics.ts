import { actionMetrics } from "./action-metrics.ts";
import { hashMetrics } from "./hash-metrics.ts";
import { httpMetrics } from "./http-metrics.ts";
import { mailMetrics } from "./mail-metrics.ts";
import { processMetrics } from "./process-metrics.ts";
import { Registry } from "./prom-client.ts";
import { storageMetrics } from "./storage-metrics.ts";
import { userServerMetrics } from "./user-server-metrics.ts";

export interface MetricDescription {
  readonly name: string;
  readonly help: string;
  /** `counter`, `gauge` or `histogram`. */
  readonly type: string;
  readonly labelNames: readonly string[];
}

/**
 * Figures about one server, for Prometheus. Labels hold names that the code or the contract knows, never anything that
 * a caller sent: their number is bounded, and nothing secret can be among them.
 */
export function createMetrics() {
  const registry = new Registry();
  return {
    ...actionMetrics(registry),
    ...hashMetrics(registry),
    ...userServerMetrics(registry),
    ...mailMetrics(registry),
    ...storageMetrics(registry),
    ...httpMetrics(registry),
    ...processMetrics(registry),

    /** All figures as they are now, as text. Asks nobody outside of this process. */
    scrape: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),

    /** The same for another process, which adds them to those of others. */
    figures: () => registry.getMetricsAsJSON(),

    /** What there is to see. */
    describe: (): readonly MetricDescription[] =>
      registry.getMetricsAsArray().map((metric) => {
        // The objects are the metrics themselves; the type that prom-client declares for the list leaves their labels out.
        const { name, help, type, labelNames } = metric as unknown as MetricDescription;
        return { name, help, type, labelNames };
      }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
