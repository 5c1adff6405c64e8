import { sessionsOfAll, startTiauth, warmUserCache } from "../contestants/tiauth.ts";
import { usageOf } from "../measure/processes.ts";
import type { Figures } from "../report/figures.ts";
import type { Stage } from "../stage/stage.ts";
import { lookAtSessions } from "./looking.ts";
import type { Scenario } from "./scenario.ts";

const requests = 200_000;
/** So many before the first look: the engine has compiled what is hot by then. */
const warmUpSeconds = 1;

export const memory: Scenario = {
  name: "memory",
  title: "Memory after 200,000 requests",
  about: `get_session, 64 connections: memory after a second of it, and how much more it is at least ${requests} requests later.`,
  unit: "runs",
  maxRounds: 2,
  figures: ["grownMegabytes", "rssMegabytes"],
  prepare: async (stage) => [{ name: "Tiauth", round: () => grow(stage) }],
};

/** Each time a new server: the first requests are those with which memory grows. */
async function grow(stage: Stage): Promise<Figures> {
  const { visitors } = await sessionsOfAll(stage);
  const server = await startTiauth(stage, { settings: warmUserCache });
  const load = stage.loader.keep(lookAtSessions(server, visitors).plan);
  const window = { warmUpSeconds: 0, seconds: warmUpSeconds, pid: server.pid };
  await load.measure(window);
  const before = usageOf(server.pid)?.rssBytes ?? 0;
  for (let count = 0; count < requests; ) count += (await load.measure(window)).count;
  const after = usageOf(server.pid)?.rssBytes ?? 0;
  await server.stop();
  return { grownMegabytes: (after - before) / 1e6, rssMegabytes: after / 1e6 };
}
