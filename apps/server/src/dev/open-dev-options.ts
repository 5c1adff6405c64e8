import type { ComposeOptions } from "../compose.ts";
import type { Logs } from "../logs/logs.ts";

/** What is chosen beside the settings. */
export interface OpenDevOptions extends Pick<ComposeOptions, "ports"> {
  readonly logs: Logs;
  /** Where the demo page is, if not in its own package. */
  readonly demoFolder?: string | undefined;
}
