import { openListeners } from "../listeners.ts";
import { variablesOf } from "../settings/load.ts";
import { startTracing } from "../tracing/index.ts";
import { isMailServerAsked, logListening, type Run, resetOf } from "./run.ts";
import { checkEmail, composeOrExplain, sweepExpired } from "./starting.ts";
import { stop, stopSignal } from "./stop.ts";

/**
 * Runs the server in this one process until it is told to stop.
 *
 * @throws {StartError} if it cannot start as it is set.
 */
export async function runAlone(run: Run): Promise<void> {
  const { settings, flags, logs, screen } = run;
  const asked = stopSignal();
  const prepared = await Promise.race([prepare(run), asked.signal]);
  if (!prepared) return logs.info("stopped"); // there was nothing to finish yet
  const { parts, tracing } = prepared;
  const onError = (error: unknown) => logs.failure("a request could not be handled", error);
  const listeners = await openListeners(parts, { settings, isResetEnabled: flags.enableReset === true, onError });
  const sweep = sweepExpired(parts, { logs });
  parts.deliveries.start();
  logListening(listeners, { settings, logs });
  if (flags.interactive) screen.startShell({ reset: resetOf(parts), exit: asked.now });

  await asked.signal;
  logs.info("stopping");
  screen.close();
  sweep.stop();
  await stop(parts, listeners, tracing);
  logs.info("stopped");
}

/** Opens what the server needs. That may take half a minute, if a storage is waited for. */
async function prepare({ settings, sources, flags, logs }: Run) {
  const tracing = await startTracing({ environment: variablesOf(sources), logs });
  const parts = await composeOrExplain(settings, { logs, isSmtpKeptAlive: flags.keepAlive });
  if (isMailServerAsked({ settings, flags })) await checkEmail(parts);
  return { parts, tracing };
}
