import { createServer } from "node:http";
import { listenOnLoopback } from "./loopback.ts";

/** A span as it arrived. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Undefined if it begins a trace. */
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: { readonly code?: number; readonly message?: string };
}

/** A collector of OpenTelemetry's, for OTLP over HTTP with JSON. */
export interface Collector {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly url: string;
  readonly spans: readonly CollectedSpan[];
  /** What the spans say of the process they come from. */
  readonly resource: Readonly<Record<string, unknown>>;
  /** Every body as it arrived. */
  readonly bodies: readonly string[];
  /** From now on requests are not answered, or are again. */
  hang(isHanging: boolean): void;
  close(): Promise<void>;
}

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}
type ReceivedSpan = Omit<CollectedSpan, "attributes"> & { readonly attributes: readonly Attribute[] };
/** https://github.com/open-telemetry/opentelemetry-proto, as JSON. */
interface ExportRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly ReceivedSpan[] }[];
  }[];
}

/** Listens on a free loopback port. */
export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const bodies: string[] = [];
  const resource: Record<string, unknown> = {};
  let isHanging = false;
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = await incoming.toArray();
    if (isHanging) return;
    if (incoming.url !== "/v1/traces") return void outgoing.writeHead(404).end();
    const body = Buffer.concat(chunks).toString();
    bodies.push(body);
    // It comes from the exporter, which makes nothing else.
    for (const part of (JSON.parse(body) as ExportRequest).resourceSpans) {
      Object.assign(resource, toRecord(part.resource.attributes));
      for (const { attributes, ...span } of part.scopeSpans.flatMap((scope) => scope.spans))
        spans.push({ ...span, attributes: toRecord(attributes) });
    }
    outgoing.writeHead(200, { "Content-Type": "application/json" }).end("{}");
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    spans,
    resource,
    bodies,
    hang(next) {
      isHanging = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** An attribute's value is an object with one field, named after its type. */
const toRecord = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
