import { createLogs } from "../logs/logs.ts";
import type { Variables } from "../settings/env-file.ts";
import { describeMistakes } from "../settings/mistakes.ts";
import { StartError } from "../start-error.ts";
import type { Dev } from "./dev.ts";
import { readDevSettings } from "./dev-settings.ts";
import { openDev } from "./open-dev.ts";
import type { OpenDevOptions } from "./open-dev-options.ts";

export interface DevOptions extends Omit<OpenDevOptions, "logs"> {
  /** 0 picks a free one. Without it: 3777, or the next that is free. */
  readonly port?: number | undefined;
  /** Of the application's own user server. Without it users are in this process. */
  readonly userServerUrl?: string | undefined;
  /** Of the two SQLite files, made if need be: `.tiauth` by default; `:memory:` keeps everything in memory. */
  readonly directory?: string | undefined;
  /** Settings, `TIAUTH_…` by name. Empty by default: what this process has in its environment does not count. */
  readonly environment?: Variables | undefined;
  /** Takes each line of the log, which is JSON and says what went wrong. Standard error by default. */
  readonly log?: ((line: string) => void) | undefined;
}

/** Where `tiauth dev` keeps its files, below the folder it is started in. */
export const defaultDirectory = ".tiauth";

/**
 * Starts in this process all that `tiauth dev` runs, for an application's own tests for instance:
 *
 * ```ts
 * const dev = await startDev({ port: 0, directory: ":memory:" });
 * const client = createClient(dev.url);
 * const mail = await dev.inbox.next({ to: "ann@example.com" });
 * await dev.close();
 * ```
 *
 * @throws {StartError} if the settings are mistaken, or the folder, one of its files or the port cannot be had.
 */
export async function startDev(options: DevOptions = {}): Promise<Dev> {
  const { environment = {}, directory = defaultDirectory, log = toStandardError } = options;
  const flags = { port: options.port?.toString(), userServer: options.userServerUrl };
  const read = readDevSettings(flags, environment, directory);
  if ("mistakes" in read) throw new StartError(describeMistakes(read.mistakes));
  const logs = createLogs({ level: read.settings.server.logLevel, destination: { write: log } });
  for (const { name, message } of read.warnings) logs.warn(`${name} ${message}`);
  return openDev(read.settings, { ...options, logs });
}

const toStandardError = (line: string) => void process.stderr.write(line);
