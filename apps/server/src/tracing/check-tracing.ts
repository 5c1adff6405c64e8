import type { Variables } from "../settings/env-file.ts";
import { tracingEndpoint } from "./endpoint.ts";
import { loadSdk } from "./load-sdk.ts";

/**
 * Whether spans can be sent, as far as that can be known without asking a collector.
 *
 * @returns the variable that asks for it, or what to say if another one turns it off.
 * @throws {StartError} if they cannot.
 */
export async function checkTracing(environment: Variables): Promise<string> {
  const variable = tracingEndpoint(environment);
  if (variable !== undefined) await loadSdk(variable);
  return variable ?? "turned off";
}
