import { printed, standardOutput } from "../logs/destination.ts";
import { createLogs } from "../logs/logs.ts";
import { loadSettings } from "../settings/load.ts";
import type { Settings } from "../settings/resolve.ts";
import { StartError } from "../start-error.ts";
import { logCrashes } from "./crashes.ts";
import { exitCodes } from "./exit-codes.ts";
import { refuse } from "./mistakes.ts";
import type { Run } from "./run.ts";
import { createScreen } from "./screen.ts";
import type { ServeFlags } from "./serve-flags.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Runs the server until it is told to stop.
 *
 * @returns the exit code: 0 after a clean stop, 2 if it cannot start as it is set, 3 if its storage is not there.
 */
export async function serve(flags: ServeFlags, terminal: Terminal): Promise<number> {
  const read = loadSettings(flags, terminal.environment);
  if ("mistakes" in read) return refuse(read.mistakes, terminal);
  const { settings, warnings, sources } = read;
  const { logLevel: level, logFormat } = settings;
  const screen = createScreen(terminal);
  // Lines of the log go above the one that is typed; else they are written behind the event loop.
  const isShared = flags.interactive && terminal.isInteractive;
  const destination = await (isShared ? printed(logFormat, screen.print) : standardOutput(logFormat));
  const logs = createLogs({ level, destination });
  logCrashes(logs);
  for (const { name, message } of warnings) logs.warn(`${name} ${message}`);
  if (flags.enableReset) logs.warn("--enable-reset: whoever reaches the public port can clear the storage");
  try {
    const run = await loadRun(settings);
    await run({ settings, sources, flags, logs, screen, destination });
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    terminal.err(`tiauth: ${error.message}`);
    return error.exitCode;
  } finally {
    await destination.settle();
  }
}

/** One process loads nothing of several, and the primary of several nothing of the server. */
const loadRun = async ({ workers }: Settings): Promise<(run: Run) => Promise<void>> =>
  workers === 1 ? (await import("./run-alone.ts")).runAlone : (await import("../workers/run-primary.ts")).runPrimary;
