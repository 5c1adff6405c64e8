import { collectDefaultMetrics, Gauge, type Registry } from "./prom-client.ts";

/** Figures of the process itself. */
export function processMetrics(registry: Registry) {
  new Gauge({
    name: "tiauth_workers",
    help: "Processes that take requests: TIAUTH_WORKERS, unless some have died.",
    registers: [registry],
  }).set(1); // each for itself, and what is scraped is the sum

  return {
    /** Adds CPU, memory, event loop. They cost a timer, which runs until the process ends. */
    showProcess: () => collectDefaultMetrics(registry),
  };
}
