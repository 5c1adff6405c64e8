import type { Listeners } from "../listeners.ts";
import type { LogDestination } from "../logs/destination.ts";
import type { Logs } from "../logs/logs.ts";
import type { Settings } from "../settings/resolve.ts";
import type { Sources } from "../settings/sources.ts";
import type { Screen } from "./screen.ts";
import type { ServeFlags } from "./serve-flags.ts";

/** What a server is run with: settings that were checked, and the ways to the operator. */
export interface Run {
  readonly settings: Settings;
  readonly sources: Sources;
  readonly flags: ServeFlags;
  readonly logs: Logs;
  readonly screen: Screen;
  /** Where the logs go. */
  readonly destination: LogDestination;
}

/** Whether to see before the start that mails can be handed over. */
export const isMailServerAsked = ({ settings, flags }: Pick<Run, "settings" | "flags">): boolean =>
  settings.email !== "smtp" || flags.smtpInit;

export function logListening(
  { publicPort, commandPort }: Pick<Listeners, "publicPort" | "commandPort">,
  { settings: { host, commandHost }, logs }: Pick<Run, "settings" | "logs">,
): void {
  logs.info("listening", { host, port: publicPort });
  if (commandPort !== undefined) logs.info("listening for commands", { host: commandHost, port: commandPort });
}

/** For the shell. */
export const resetOf = ({ clear }: { readonly clear: () => Promise<void> }) => ({
  description: "clear the storage: everybody is signed out",
  run: () => clear().then(() => "Storage cleared"),
});
