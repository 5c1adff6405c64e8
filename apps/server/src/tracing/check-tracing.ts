import type { Variables } from "../settings/env-file.ts";
import { tracingEndpoint } from "./endpoint.ts";
import { loadSdk } from "./load-sdk.ts";

/**
 * Whether spans can be sent, as far as that can be known without asking a collector.
 *
 * @returns what to say of it.
 * @throws {StartError} if they cannot.
 */
export async function checkTracing(environment: Variables): Promise<string> {
  const variable = tracingEndpoint(environment);
  if (variable === undefined) return "turned off";
  await loadSdk(variable);
  return `${variable} is set; the collector was not asked`;
}
