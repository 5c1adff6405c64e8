import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startBetterAuth } from "../contestants/better-auth.ts";
import { copyOf, startTiauth } from "../contestants/tiauth.ts";
import { usageOf } from "../measure/processes.ts";
import type { RunningServer } from "../processes/start-server.ts";
import type { Figures } from "../report/figures.ts";
import { manySessions } from "../stage/many-sessions.ts";
import type { Scenario } from "./scenario.ts";

/** By then nothing is left to be done or to be thrown away that belongs to the start. */
const idleMilliseconds = 1000;

export const startUp: Scenario = {
  name: "start-up",
  title: "Start, and memory when idle",
  about:
    "From the process's start until it says that it listens, on two cores; memory a second later. The file of the million " +
    "sessions is in the system's cache, as after a restart of the process alone.",
  unit: "starts",
  figures: ["listeningMilliseconds", "rssMegabytes"],
  async prepare(stage) {
    const { database } = await manySessions(stage, 1_000_000);
    const million = copyOf(stage, database);
    let starts = 0;
    const fresh = () => join(stage.directory, `fresh-${starts++}.sqlite`);
    return [
      {
        name: "Tiauth, a new file",
        round: () => startAndStop(() => startTiauth(stage, { database: fresh(), place: "anywhere" })),
      },
      {
        name: "Tiauth, 1,000,000 sessions stored",
        round: () => startAndStop(() => startTiauth(stage, { database: million, place: "anywhere" })),
      },
      { name: "Better Auth", round: () => startAndStop(() => startBetterAuth(stage, "scrypt", "anywhere")) },
    ];
  },
};

async function startAndStop(start: () => Promise<RunningServer>): Promise<Figures> {
  const { pid, listeningMilliseconds, stop } = await start();
  await delay(idleMilliseconds);
  const rssBytes = usageOf(pid)?.rssBytes;
  await stop();
  return { listeningMilliseconds, ...(rssBytes === undefined ? {} : { rssMegabytes: rssBytes / 1e6 }) };
}
