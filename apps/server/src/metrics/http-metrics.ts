import { Counter, type Registry } from "./prom-client.ts";

/** Counts what the public listener answered. */
export function httpMetrics(registry: Registry) {
  const answers = new Counter({
    name: "tiauth_http_requests_total",
    help: "Requests to the public listener by the status of the answer, or aborted if the caller left before it.",
    labelNames: ["status"],
    registers: [registry],
  });
  return { countAnswer: (status: number | "aborted") => answers.inc({ status: String(status) }) };
}
