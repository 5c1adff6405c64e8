import type { Logs } from "../logs/logs.ts";
import { manifest } from "../manifest.ts";
import type { Variables } from "../settings/env-file.ts";
import { tracingEndpoint } from "./endpoint.ts";
import { loadSdk, type Sdk } from "./load-sdk.ts";
import { reporting } from "./reporting.ts";

export interface TracingOptions {
  /** Of the process over those of the env file. */
  readonly environment: Variables;
  readonly logs: Pick<Logs, "trouble" | "info">;
}

export interface Tracing {
  /** Sends the spans that were not sent yet. Whoever calls bounds the time. */
  stop(): Promise<void>;
}

/**
 * Sends the spans of this process to the collector that the environment names; without one nothing is even loaded. Every
 * request begins a trace of its own: what callers say about theirs is not looked at, or they could choose what is kept.
 *
 * @throws {StartError} if spans are asked for and cannot be sent.
 */
export async function startTracing({ environment, logs }: TracingOptions): Promise<Tracing> {
  const variable = tracingEndpoint(environment);
  if (variable === undefined) return { stop: async () => undefined };
  shareWithSdk(environment);
  const provider = createProvider(await loadSdk(variable), logs);
  provider.register();
  logs.info("spans are exported");
  return { stop: () => provider.shutdown() };
}

/** The SDK reads its variables from the process and from nowhere else. */
function shareWithSdk(environment: Variables): void {
  for (const [name, value] of Object.entries(environment)) if (name.startsWith("OTEL_")) process.env[name] ??= value;
}

function createProvider({ traces, exporter, resources }: Sdk, logs: TracingOptions["logs"]) {
  const own = resources.resourceFromAttributes({ "service.name": "tiauth", "service.version": manifest.version });
  // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES.
  const chosen = resources.detectResources({ detectors: [resources.envDetector] });
  return new traces.NodeTracerProvider({
    resource: resources.defaultResource().merge(own).merge(chosen),
    spanProcessors: [new traces.BatchSpanProcessor(reporting(new exporter.OTLPTraceExporter(), logs))],
  });
}
