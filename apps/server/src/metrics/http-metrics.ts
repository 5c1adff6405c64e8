import { createCounter } from "./counter.ts";
import { onceEach } from "./once-each.ts";
import type { Registry } from "./prom-client.ts";

/** Counts what the public listener answered. */
export function httpMetrics(registry: Registry) {
  const answers = createCounter({
    registry,
    name: "tiauth_http_requests_total",
    help: "Requests to the public listener by the status of the answer, or aborted if the caller left before it.",
    labelNames: ["status"],
  });
  const answersWith = onceEach((status: number | "aborted") => answers({ status: String(status) }));
  return { countAnswer: (status: number | "aborted") => answersWith(status)() };
}
