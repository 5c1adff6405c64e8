import type { Load } from "../load/loader.ts";
import type { Plan } from "../load/plan.ts";
import type { Outcome } from "../load/window.ts";
import type { RunningServer } from "../processes/start-server.ts";
import type { Figures } from "../report/figures.ts";
import type { Stage } from "../stage/stage.ts";
import type { Entrant } from "./scenario.ts";

export interface Loaded {
  readonly name: string;
  /** Undefined for a server that was there before: what it uses is not known. */
  readonly pid: RunningServer["pid"] | undefined;
  readonly plan: Plan;
  /** What goes on meanwhile and is not counted. */
  readonly beside?: Plan | undefined;
  /** How many times the usual length; 1 by default. */
  readonly lengths?: number;
}

/** Somebody whose rounds are sending a plan to a server that runs. */
export function loaded({ options, loader }: Stage, { name, pid, plan, beside, lengths = 1 }: Loaded): Entrant {
  const load = loader.keep(plan);
  const besides: Load | undefined = beside && loader.keep(beside);
  const seconds = options.seconds * lengths;
  let warmUpSeconds = firstWarmUpSeconds(seconds);
  const round = async () => {
    const outcome = await load.measure({ warmUpSeconds, seconds, pid }, besides);
    warmUpSeconds = Math.min(0.5, seconds / 2);
    return figuresOf(outcome);
  };
  return { name, round };
}

/** Longer than later: the engine first has to find out what is hot, in each process. */
const firstWarmUpSeconds = (seconds: number) => Math.min(2, seconds * 1.5);

function figuresOf(outcome: Outcome): Figures {
  const { count, seconds, cpuSeconds, rssBytes, ownCpuSeconds } = outcome;
  return {
    perSecond: count / seconds,
    p50Milliseconds: outcome.p50Milliseconds,
    p99Milliseconds: outcome.p99Milliseconds,
    p999Milliseconds: outcome.p999Milliseconds,
    loadCorePercent: (ownCpuSeconds / seconds) * 100,
    ...(cpuSeconds === undefined ? {} : { cpuMicroseconds: (cpuSeconds / count) * 1e6 }),
    ...(rssBytes === undefined ? {} : { rssMegabytes: rssBytes / 1e6 }),
  };
}

/** The columns of a scenario in which requests are sent. */
export const loadFigures = [
  "perSecond",
  "cpuMicroseconds",
  "p50Milliseconds",
  "p99Milliseconds",
  "p999Milliseconds",
  "rssMegabytes",
  "loadCorePercent",
] as const;
