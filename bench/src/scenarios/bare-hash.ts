import { usageOf } from "../measure/processes.ts";
import type { Place } from "../processes/cores.ts";
import { ownScript } from "../processes/start-server.ts";
import type { Figures } from "../report/figures.ts";
import type { Stage } from "../stage/stage.ts";
import type { Entrant } from "./scenario.ts";

/** As many hashes as there can be, one at a time: what sign-ins are measured against. */
export async function bareHash(stage: Stage, place: Place): Promise<Entrant> {
  const { pid, port } = await stage.start({ command: [ownScript("contestants/hash-server")], place });
  const url = `http://127.0.0.1:${port}/${stage.options.seconds * 2}`;
  return { name: "Bare hash", round: () => hashFor(url, pid) };
}

async function hashFor(url: string, pid: number): Promise<Figures> {
  const before = usageOf(pid);
  const answer = await fetch(url);
  const { count, seconds } = JSON.parse(await answer.text());
  const after = usageOf(pid);
  const cpuSeconds = before && after && after.cpuSeconds - before.cpuSeconds;
  return {
    perSecond: count / seconds,
    // One more, to warm up, was not counted.
    ...(cpuSeconds === undefined ? {} : { cpuMicroseconds: (cpuSeconds / (count + 1)) * 1e6 }),
    ...(after ? { rssMegabytes: after.rssBytes / 1e6 } : {}),
  };
}
