import { isMailServerAsked, logListening, type Run, resetOf } from "../commands/run.ts";
import { drainSeconds, stopSignal } from "../commands/stop.ts";
import { openCommandListener } from "../listeners.ts";
import { type Crew, createCrew } from "./crew.ts";
import { type CrewFigures, createCrewFigures } from "./crew-figures.ts";
import { hire } from "./member.ts";

/**
 * Runs the server in several processes until it is told to stop. This one takes no requests and opens no database: it
 * starts the others, replaces those that die, and does what has to be done in one place.
 *
 * @throws {StartError} if they cannot start as they are set; none is left then.
 */
export async function runPrimary(run: Run): Promise<void> {
  const { settings, flags, logs, screen } = run;
  const asked = stopSignal();
  const figures = createCrewFigures();
  const crew = crewOf(run, figures);
  const clear = () => clearStorage(crew);
  const ports = { clear, scrape: () => figures.scrape(crew.serving()) };
  const onError = (error: unknown) => logs.failure("a request could not be handled", error);
  const command = await openCommandListener(ports, { settings, onError });
  try {
    const publicPort = await Promise.race([crew.start(), asked.signal]);
    if (publicPort) logListening({ publicPort, commandPort: command?.port }, { settings, logs });
    if (flags.interactive) screen.startShell({ reset: resetOf({ clear }), exit: asked.now });
    await asked.signal;
  } catch (error) {
    await Promise.all([crew.kill(), command?.close(0)]);
    throw error;
  }
  logs.info("stopping");
  screen.close();
  await Promise.all([crew.stop(), command?.close(drainSeconds)]);
  logs.info("stopped");
}

function crewOf({ settings, sources, flags, logs, destination }: Run, figures: CrewFigures): Crew {
  const { keepAlive, enableReset } = flags;
  return createCrew({
    size: settings.workers,
    isMailServerAsked: isMailServerAsked({ settings, flags }),
    hashConcurrency: settings.hashConcurrency,
    brief: { sources, flags: { keepAlive, enableReset } },
    hire: (ours) => hire(ours, (line) => void destination.write(line)),
    onEnded: figures.bury,
    logs,
  });
}

async function clearStorage(crew: Crew): Promise<void> {
  const [worker] = crew.serving();
  if (!worker) throw new Error("no worker is there that could clear the storage");
  await worker.call("clear");
}
