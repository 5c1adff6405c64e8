import {
  InMemorySpanExporter,
  NodeTracerProvider,
  type ReadableSpan,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-node";
import { onTestFinished } from "vitest";

const exporter = new InMemorySpanExporter();
let isRegistered = false;

/** Records spans until the test ends, in the order in which they ended. A tracer never leaves its first provider. */
export function recordSpans(): { readonly spans: () => readonly ReadableSpan[] } {
  if (!isRegistered) new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register();
  isRegistered = true;
  onTestFinished(() => exporter.reset());
  exporter.reset();
  return { spans: () => exporter.getFinishedSpans() };
}

/** Spans as a tree: each by its name, with those below it, oldest first. */
export interface Branch {
  readonly name: string;
  readonly below: readonly Branch[];
}

export function treeOf(spans: readonly ReadableSpan[], parent?: string): readonly Branch[] {
  return spans
    .filter(({ parentSpanContext }) => parentSpanContext?.spanId === parent)
    .toSorted((a, b) => a.startTime[0] - b.startTime[0] || a.startTime[1] - b.startTime[1])
    .map((span) => ({ name: span.name, below: treeOf(spans, span.spanContext().spanId) }));
}
