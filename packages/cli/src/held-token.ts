import type { Parts } from "./parts.ts";
import type { KeptSession } from "./store/session-file.ts";
import { readTokenInEnvironment } from "./token-in-environment.ts";

/** The token that a tool has for its server, and where from. */
export type HeldToken =
  | { readonly source: "environment"; readonly token: string }
  | { readonly source: "store"; readonly token: string; readonly kept: KeptSession };

/** The environment's wins. @throws {CliError} `token_in_environment`, `store_not_private`, `store_failed`. */
export function heldToken({ settings, store }: Parts): HeldToken | undefined {
  const token = readTokenInEnvironment(settings.host.env, settings.tokenVariable);
  if (token !== undefined) return { source: "environment", token };
  const { session: kept } = store.read();
  return kept && { source: "store", token: kept.token, kept };
}
