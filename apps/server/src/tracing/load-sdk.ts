import { manifest } from "../manifest.ts";
import { StartError } from "../start-error.ts";

export interface Sdk {
  readonly traces: typeof import("@opentelemetry/sdk-trace-node");
  readonly exporter: typeof import("@opentelemetry/exporter-trace-otlp-http");
  readonly resources: typeof import("@opentelemetry/resources");
}

/**
 * Loads the SDK of OpenTelemetry, which need not be installed.
 *
 * @param variable what asked for it.
 * @throws {StartError} if it is not installed; says what to do.
 */
export async function loadSdk(variable: string): Promise<Sdk> {
  try {
    const [traces, exporter, resources] = await Promise.all([
      import("@opentelemetry/sdk-trace-node"),
      import("@opentelemetry/exporter-trace-otlp-http"),
      import("@opentelemetry/resources"),
    ]);
    return { traces, exporter, resources };
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND";
    if (!isMissing) throw error;
    throw new StartError(`${variable} is set, but what sends spans is not installed: npm install ${packages()}`);
  }
}

const packages = () =>
  Object.entries(manifest.peerDependencies)
    .filter(([name]) => name.startsWith("@opentelemetry/"))
    .map(([name, version]) => `${name}@${version}`)
    .join(" ");
