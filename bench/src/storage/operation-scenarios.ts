import { usageOf } from "../measure/processes.ts";
import type { Figures } from "../report/figures.ts";
import type { Entrant, Scenario } from "../scenarios/scenario.ts";
import type { Stage } from "../stage/stage.ts";
import type { Contestant } from "./contestant.ts";
import type { OperationName } from "./operations.ts";
import { type StorageProcess, startStorage } from "./storage-process.ts";
import type { Sample } from "./stored.ts";

/** A multiple of those at once, so that none of them meet. */
const [storedCount, atOnce] = [10_240, 64];

const titles: Readonly<Record<OperationName, string>> = {
  get: "Reading an entry",
  add: "Adding an entry",
  update: "Replacing an entry (compare and swap)",
};

/** One operation of the port on each storage. */
export const operationScenarios = (contestants: readonly Contestant[], sample: Sample): readonly Scenario[] =>
  (["get", "add", "update"] as const).map((operation) => ({
    name: `storage-${operation}`,
    title: titles[operation],
    about:
      `${atOnce} at once in one process, and then one at a time; ${storedCount.toLocaleString("en")} sessions are stored. The driver has ` +
      "one core, the engine shares the other one with nobody.",
    unit: "operations",
    figures: [
      "perSecond",
      "cpuMicroseconds",
      "engineMicroseconds",
      "p50Milliseconds",
      "p99Milliseconds",
      "aloneMicroseconds",
    ],
    prepare: (stage) => Promise.all(contestants.map((contestant) => entrant(stage, { contestant, operation, sample }))),
  }));

interface Options {
  readonly contestant: Contestant;
  readonly operation: OperationName;
  readonly sample: Sample;
}

async function entrant(stage: Stage, { contestant, operation, sample }: Options): Promise<Entrant> {
  const storage = await startStorage(stage, await contestant.newPlace());
  await storage.store(sample, storedCount);
  const { seconds } = stage.options;
  await storage.operate({ operation, seconds: seconds / 3, atOnce }); // to find out what is hot
  const round = async () => {
    const { engineMicroseconds, ...figures } = await crowded(storage, operation, seconds);
    const alone = await storage.operate({ operation, seconds: seconds / 3, atOnce: 1 });
    return {
      ...figures,
      ...(contestant.isEngine && engineMicroseconds !== undefined ? { engineMicroseconds } : {}),
      aloneMicroseconds: alone.p50Milliseconds * 1000,
    };
  };
  return { name: contestant.name, round };
}

async function crowded(storage: StorageProcess, operation: OperationName, seconds: number): Promise<Figures> {
  const before = cpuSecondsOf(storage.pid);
  const { count, ...outcome } = await storage.operate({ operation, seconds, atOnce });
  const after = cpuSecondsOf(storage.pid);
  const each = (cpuSeconds: number) => (cpuSeconds / count) * 1e6;
  return {
    perSecond: count / outcome.seconds,
    p50Milliseconds: outcome.p50Milliseconds,
    p99Milliseconds: outcome.p99Milliseconds,
    ...(before && after
      ? { cpuMicroseconds: each(after.own - before.own), engineMicroseconds: each(after.others - before.others) }
      : {}),
  };
}

/** Of the process with the driver, and of everybody else here: the engine, which is a child of this process. */
function cpuSecondsOf(pid: number) {
  const [all, own] = [usageOf(process.pid), usageOf(pid)];
  return all && own && { own: own.cpuSeconds, others: all.cpuSeconds - own.cpuSeconds };
}
