import { logCrashes } from "../commands/crashes.ts";
import { checkEmail, composeOrExplain, sweepExpired } from "../commands/starting.ts";
import { drainSeconds, release, within } from "../commands/stop.ts";
import type { Composition } from "../compose.ts";
import { openPublicListener } from "../listeners.ts";
import { type LogDestination, standardOutput } from "../logs/destination.ts";
import { createLogs, type Logs } from "../logs/logs.ts";
import { variablesOf } from "../settings/load.ts";
import { describeMistakes } from "../settings/mistakes.ts";
import { readSettings } from "../settings/read.ts";
import type { Settings } from "../settings/resolve.ts";
import type { Sources } from "../settings/sources.ts";
import { StartError } from "../start-error.ts";
import { startTracing, type Tracing } from "../tracing/index.ts";
import { askedTurns } from "./asked-turns.ts";
import type { Calls } from "./calls.ts";
import type { Brief, PrimaryCalls, WorkerCalls } from "./contract.ts";
import { shareOf } from "./share.ts";
import { tellOnce } from "./tell-once.ts";

/** One of several processes that take requests on the same port. */
export interface Worker extends Omit<WorkerCalls, "start"> {
  readonly port: number;
}

/**
 * Takes requests from now on. The log goes to standard output, as JSON whatever the settings say: the primary reads it.
 *
 * @throws {StartError} if it cannot start as it is set.
 */
export async function startWorker(brief: Brief, calls: Calls<PrimaryCalls>): Promise<Worker> {
  const { sources, flags, isMailServerAsked } = brief;
  const settings = settingsFrom(sources);
  const destination = await standardOutput("json");
  const logs = createLogs({ level: settings.logLevel, destination });
  logCrashes(logs);
  const tracing = await startTracing({ environment: variablesOf(sources), logs });
  const parts = await composeOrExplain(shareOf(settings), {
    logs,
    isSmtpKeptAlive: flags.keepAlive,
    hashingTurns: askedTurns(calls),
    onStorageWarning: (message) => calls.tell("warn", message),
    onCleared: () => calls.call("cleared"),
    onOutboxItem: tellOnce(() => calls.tell("deliver")),
  });
  if (isMailServerAsked) await checkEmail(parts);
  const onError = (error: unknown) => logs.failure("a request could not be handled", error);
  const listener = await openPublicListener(parts, { settings, isResetEnabled: flags.enableReset === true, onError });
  return {
    port: listener.port,
    drain: () => listener.close(drainSeconds),
    figures: parts.metrics.figures,
    clear: parts.clear,
    forget: async () => parts.forget(),
    ...duties({ parts, logs, tracing, destination }),
  };
}

/** The primary has found no mistake in them; but they may name a file that is gone since. */
function settingsFrom(sources: Sources): Settings {
  const read = readSettings(sources);
  if ("mistakes" in read) throw new StartError(describeMistakes(read.mistakes));
  return read.settings;
}

interface Duties {
  readonly parts: Composition;
  readonly logs: Logs;
  readonly tracing: Tracing;
  readonly destination: LogDestination;
}

/** How long the last notices of all workers have to be taken out of the outbox. */
const lastDeliverySeconds = 0.5;

/** What one worker does for all, and its end. */
function duties({ parts, logs, tracing, destination }: Duties): Pick<Worker, "lead" | "deliver" | "leave"> {
  let sweep: { stop(): void } | undefined;
  return {
    async lead() {
      sweep ??= sweepExpired(parts, { logs });
      parts.deliveries.start();
    },
    deliver: async () => parts.deliveries.start(), // the second time it only wakes
    async leave() {
      sweep?.stop();
      if (sweep) await within(lastDeliverySeconds, parts.deliveries.noticesIdle());
      await release(parts, tracing);
      await destination.settle();
      process.exit();
    },
  };
}
