import { sessionsOfAll, startTiauth, warmUserCache } from "../contestants/tiauth.ts";
import type { Stage } from "../stage/stage.ts";
import { loaded, loadFigures } from "./loaded.ts";
import { lookAtSessions } from "./looking.ts";
import type { Scenario } from "./scenario.ts";

export const workers: Scenario = {
  name: "workers",
  title: "Two workers on two cores",
  about:
    "get_session with the users remembered. Here server and load share two cores, so requests per second say little; CPU time " +
    "per request, summed over the server's processes, is what counts. The session cache is off by default with several workers; " +
    "like is compared with like.",
  unit: "requests",
  figures: ["cpuMicroseconds", ...loadFigures.filter((name) => name !== "cpuMicroseconds")],
  prepare: async (stage) => [
    await entrant(stage, "One worker, no session cache", { TIAUTH_WORKERS: "1", TIAUTH_SESSION_CACHE: "0" }),
    await entrant(stage, "Two workers, no session cache", { TIAUTH_WORKERS: "2", TIAUTH_SESSION_CACHE: "0" }),
    await entrant(stage, "One worker, session cache", { TIAUTH_WORKERS: "1", TIAUTH_SESSION_CACHE: "1m" }),
    await entrant(stage, "Two workers, session cache", { TIAUTH_WORKERS: "2", TIAUTH_SESSION_CACHE: "1m" }),
  ],
};

async function entrant(stage: Stage, name: string, settings: Readonly<Record<string, string>>) {
  const { visitors } = await sessionsOfAll(stage);
  const server = await startTiauth(stage, { settings: { ...warmUserCache, ...settings }, place: "anywhere" });
  return loaded(stage, { name, ...lookAtSessions(server, visitors) });
}
