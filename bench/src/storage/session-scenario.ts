import { signInAll, startTiauth, warmUserCache } from "../contestants/tiauth.ts";
import { loaded, loadFigures } from "../scenarios/loaded.ts";
import { lookAtSessions } from "../scenarios/looking.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import type { Stage } from "../stage/stage.ts";
import type { Contestant } from "./contestant.ts";

const signedInCount = 20;

/** The hot path on each storage. */
export const sessionScenario = (contestants: readonly Contestant[]): Scenario => ({
  name: "storage-sessions",
  title: "get_session on each storage",
  about:
    "The real server on one core, 64 connections; load and engine share the other core. Every look reads its session from the storage " +
    "(`TIAUTH_SESSION_CACHE=0`, the default where several servers share a storage); users are remembered.",
  unit: "requests",
  figures: loadFigures,
  async prepare(stage) {
    const entrants = [];
    for (const contestant of contestants) entrants.push(await entrant(stage, contestant));
    return entrants;
  },
});

async function entrant(stage: Stage, contestant: Contestant) {
  const settings = {
    ...contestant.settings(await contestant.newPlace()),
    ...warmUserCache,
    TIAUTH_SESSION_CACHE: "0",
  };
  const server = await startTiauth(stage, { database: ":memory:", settings });
  const visitors = await signInAll(server.port, stage.people.slice(0, signedInCount));
  return loaded(stage, { name: contestant.name, ...lookAtSessions(server, visitors) });
}
