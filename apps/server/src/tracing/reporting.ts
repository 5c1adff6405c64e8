import type { SpanExporter } from "@opentelemetry/sdk-trace-node";
import type { Logs } from "../logs/logs.ts";

/** The same exporter; the log says when spans cease to arrive, and when they do again. */
export function reporting(exporter: SpanExporter, logs: Pick<Logs, "trouble" | "info">): SpanExporter {
  let isFailing = false;
  const settled = (error: Error | undefined) => {
    if (error && !isFailing) logs.trouble("spans cannot be exported", error);
    if (!error && isFailing) logs.info("spans are exported again");
    isFailing = error !== undefined;
  };
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        settled(result.code === 0 ? undefined : (result.error ?? new Error("the collector did not take them")));
        done(result);
      }),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}
