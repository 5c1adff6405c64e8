import { setTimeout as delay } from "node:timers/promises";
import { usageOf } from "../measure/processes.ts";
import { type Plan, start } from "./plan.ts";
import { createRecorder, type Latencies } from "./recorder.ts";

/** How long to send, and whom to watch meanwhile. */
export interface WindowOptions {
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** The measured server's process. */
  readonly pid: number | undefined;
  /** What else is going on all the time, not measured. */
  readonly beside?: Plan | undefined;
}

/** What was seen in one window of time. */
export interface Outcome extends Latencies {
  /** Right answers, or visits. */
  readonly count: number;
  readonly seconds: number;
  /** Of the server and the processes below it; undefined where nobody can tell. */
  readonly cpuSeconds: number | undefined;
  readonly rssBytes: number | undefined;
  /** Of this process. */
  readonly ownCpuSeconds: number;
}

/**
 * Sends for a while to warm up, then measures.
 *
 * @throws {Error} if an answer was wrong, or a connection broke.
 */
export async function measure(plan: Plan, options: WindowOptions): Promise<Outcome> {
  const recorder = createRecorder();
  const flows = [await start(plan, recorder)];
  if (options.beside) flows.push(await start(options.beside, createRecorder()));
  const failed = Promise.race(flows.map((flow) => flow.failed));
  failed.catch(() => undefined); // it may fail when nobody waits any more
  try {
    await Promise.race([delay(options.warmUpSeconds * 1000), failed]);
    recorder.restart();
    const begin = look(options.pid);
    await Promise.race([delay(options.seconds * 1000), failed]);
    // A window without anything in it says nothing: on a busy machine it is longer.
    while (recorder.count() === 0) await Promise.race([delay(20), failed]);
    return outcomeOf(recorder, begin, look(options.pid));
  } finally {
    for (const flow of flows) flow.stop();
  }
}

const look = (pid: number | undefined) => {
  const { user, system } = process.cpuUsage();
  const usage = pid === undefined ? undefined : usageOf(pid);
  return { at: performance.now(), own: (user + system) / 1e6, usage };
};
type Look = ReturnType<typeof look>;

function outcomeOf(recorder: ReturnType<typeof createRecorder>, begin: Look, end: Look): Outcome {
  return {
    count: recorder.count(),
    seconds: (end.at - begin.at) / 1000,
    ...recorder.latencies(),
    cpuSeconds: begin.usage && end.usage && end.usage.cpuSeconds - begin.usage.cpuSeconds,
    rssBytes: end.usage?.rssBytes,
    ownCpuSeconds: end.own - begin.own,
  };
}
