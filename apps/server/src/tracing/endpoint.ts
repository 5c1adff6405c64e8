import type { Variables } from "../settings/env-file.ts";
import { StartError } from "../start-error.ts";

const endpoints = ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"];
const protocols = ["OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "OTEL_EXPORTER_OTLP_PROTOCOL"];

const find = (names: readonly string[], environment: Variables) => names.find((name) => environment[name]?.trim());

/** Whether some variable says where spans go to. */
export const isTracingAsked = (environment: Variables): boolean => find(endpoints, environment) !== undefined;

/**
 * The variable that says where spans go to, one of the standard ones of OpenTelemetry; undefined if none does, or if
 * another one turns them off.
 *
 * @throws {StartError} if they cannot go there.
 */
export function tracingEndpoint(environment: Variables): string | undefined {
  const name = find(endpoints, environment);
  if (name === undefined || isTurnedOff(environment)) return undefined;
  if (!/^https?:/.test(environment[name] ?? "") || !URL.canParse(environment[name] ?? ""))
    throw new StartError(`${name} must be an http:// or https:// URL.`);
  const protocol = find(protocols, environment);
  if (protocol && !environment[protocol]?.trim().startsWith("http/"))
    throw new StartError(`${protocol} must be http/json: spans are sent over HTTP, to port 4318 of most collectors.`);
  return name;
}

const isTurnedOff = ({ OTEL_SDK_DISABLED, OTEL_TRACES_EXPORTER }: Variables) =>
  OTEL_SDK_DISABLED?.trim().toLowerCase() === "true" || OTEL_TRACES_EXPORTER?.trim() === "none";
