import type { Dev } from "../dev/dev.ts";
import { type DevFlags, type DevSettings, readDevSettings } from "../dev/dev-settings.ts";
import { openDev } from "../dev/open-dev.ts";
import { defaultDirectory } from "../dev/start-dev.ts";
import { jsonLines } from "../dev/terminal/json-lines.ts";
import { readableLines } from "../dev/terminal/readable-lines.ts";
import { isPretty, printed } from "../logs/destination.ts";
import { createLogs } from "../logs/logs.ts";
import type { Remark } from "../settings/read.ts";
import { StartError } from "../start-error.ts";
import { logCrashes } from "./crashes.ts";
import { exitCodes } from "./exit-codes.ts";
import { refuse } from "./mistakes.ts";
import { createScreen } from "./screen.ts";
import { stopSignal } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Runs the server with everything it needs in this process, for development, until it is told to stop.
 *
 * @returns the exit code: 0 after a clean stop, 2 if it cannot start as it is set, or with `NODE_ENV=production`.
 */
export async function dev(flags: DevFlags, terminal: Terminal): Promise<number> {
  const read = readDevSettings(flags, terminal.environment, defaultDirectory);
  if ("mistakes" in read) return refuse(read.mistakes, terminal);
  try {
    await run(read, terminal);
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    terminal.err(`tiauth: ${error.message}`);
    return exitCodes.mustBeMended;
  }
}

interface Run {
  readonly settings: DevSettings;
  readonly warnings: readonly Remark[];
}

async function run({ settings, warnings }: Run, terminal: Terminal): Promise<void> {
  const { logFormat, logLevel } = settings.server;
  const asked = stopSignal();
  const screen = createScreen(terminal);
  const lines = isPretty(logFormat) ? readableLines({ hasColours: terminal.hasColours === true }) : jsonLines;
  const logs = createLogs({ level: logLevel, destination: await printed(logFormat, screen.print) });
  logCrashes(logs);

  const dev = await openDev(settings, { logs });
  for (const line of lines.started(dev, surroundingsOf(settings))) screen.print(line);
  for (const warning of warnings) screen.print(lines.warned(warning));
  dev.inbox.follow({ put: (mail) => screen.print(lines.mailed(mail)) });
  if (terminal.isInteractive) screen.startShell({ reset: resetOf(dev), exit: asked.now });

  await asked.signal;
  screen.close();
  await dev.close();
}

const surroundingsOf = ({ server, directory, isUserStoreEmbedded }: DevSettings) => ({
  askedPort: server.port,
  users: isUserStoreEmbedded ? "embedded" : server.userServerUrl,
  directory,
});

const resetOf = (dev: Dev) => ({
  description: "begin anew: clear the storage, the embedded users, the inbox and the inspector",
  run: async () => {
    await dev.reset();
    return "Everything is cleared";
  },
});
