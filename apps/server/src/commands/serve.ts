import { StorageError, startExpirySweep } from "@tiauth/storage";
import { type Composition, compose } from "../compose.ts";
import { type Listeners, openListeners } from "../listeners.ts";
import { printed, standardOutput } from "../logs/destination.ts";
import { createLogs, type Logs } from "../logs/logs.ts";
import type { Variables } from "../settings/env-file.ts";
import { loadSettings, type SettingFlags, variablesOf } from "../settings/load.ts";
import type { Settings } from "../settings/resolve.ts";
import { StartError } from "../start-error.ts";
import { startTracing } from "../tracing/index.ts";
import { logCrashes } from "./crashes.ts";
import { exitCodes } from "./exit-codes.ts";
import { refuse } from "./mistakes.ts";
import { createScreen, type Screen } from "./screen.ts";
import { stop, stopSignal } from "./stop.ts";
import type { Terminal } from "./terminal.ts";

/** As commander reads them: what begins with `no-` is true unless given. */
export interface ServeFlags extends SettingFlags {
  readonly interactive?: true;
  readonly smtpInit: boolean;
  readonly keepAlive: boolean;
}

/**
 * Runs the server until it is told to stop.
 *
 * @returns the exit code: 0 after a clean stop, 2 if it cannot start as it is set.
 */
export async function serve(flags: ServeFlags, terminal: Terminal): Promise<number> {
  const read = loadSettings(flags, terminal.environment);
  if ("mistakes" in read) return refuse(read.mistakes, terminal);
  const { settings, warnings } = read;
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
    const environment = variablesOf(flags, terminal.environment);
    await run({ settings, flags, logs, screen, environment });
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    terminal.err(`tiauth: ${error.message}`);
    return exitCodes.mustBeMended;
  } finally {
    await destination.settle();
  }
}

interface Run {
  readonly settings: Settings;
  readonly flags: ServeFlags;
  readonly logs: Logs;
  readonly screen: Screen;
  readonly environment: Variables;
}

async function run({ settings, flags, logs, screen, environment }: Run): Promise<void> {
  const tracing = await startTracing({ environment, logs });
  const parts = await composeOrExplain({ settings, flags, logs });
  if (settings.email !== "smtp" || flags.smtpInit) await checkEmail(parts.email);
  const asked = stopSignal();
  const onError = (error: unknown) => logs.failure("a request could not be handled", error);
  const listeners = await openListeners(parts, { settings, isResetEnabled: flags.enableReset === true, onError });
  const sweep = sweepExpired(parts, logs);
  parts.deliveries.start();
  logListening(listeners, settings, logs);
  if (flags.interactive) screen.startShell({ reset: resetOf(parts), exit: asked.now });

  await asked.signal;
  logs.info("stopping");
  screen.close();
  sweep.stop();
  await stop(parts, listeners, tracing);
  logs.info("stopped");
}

const resetOf = ({ clear }: Composition) => ({
  description: "clear the storage: everybody is signed out",
  run: () => clear().then(() => "Storage cleared"),
});

const sweepExpired = ({ storage }: Composition, logs: Logs) =>
  startExpirySweep(storage, {
    now: () => new Date(),
    onError: (error) => logs.failure("expired entries could not be removed", error),
  });

function logListening({ publicPort, commandPort }: Listeners, { host, commandHost }: Settings, logs: Logs): void {
  logs.info("listening", { host, port: publicPort });
  if (commandPort !== undefined) logs.info("listening for commands", { host: commandHost, port: commandPort });
}

async function composeOrExplain({
  settings,
  flags,
  logs,
}: Pick<Run, "settings" | "flags" | "logs">): Promise<Composition> {
  try {
    return await compose(settings, { logs, isSmtpKeptAlive: flags.keepAlive });
  } catch (error) {
    if (error instanceof StorageError) throw new StartError(error.message);
    throw error;
  }
}

async function checkEmail(email: Composition["email"]): Promise<void> {
  try {
    await email.check();
  } catch (error) {
    const reason = error instanceof Error ? error.message : "it failed";
    throw new StartError(
      `${reason}. Check the TIAUTH_SMTP_ settings; --no-smtp-init starts without asking, --insecure allows SMTP without TLS.`,
    );
  }
}
