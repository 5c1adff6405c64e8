import { startBetterAuth } from "../contestants/better-auth.ts";
import { startCeiling } from "../contestants/ceilings.ts";
import { peerOf } from "../contestants/peer.ts";
import { sessionsOfAll, startTiauth, warmUserCache } from "../contestants/tiauth.ts";
import type { Stage } from "../stage/stage.ts";
import * as betterAuth from "../visits/better-auth.ts";
import { loaded, loadFigures } from "./loaded.ts";
import { lookSleeplessly, withPeer } from "./looking.ts";
import type { Scenario } from "./scenario.ts";

/** The hot path: a session and its user are remembered. */
export const getSession: Scenario = {
  name: "get-session",
  title: "get_session, user and session remembered",
  about:
    "50 sessions of 50 users, 64 connections, each with the next request as soon as it has its answer, by a sender that never sleeps. The ceiling is a bare " +
    "hono server that answers the same status, headers and body without reading the request. Better Auth has no user server " +
    "to ask: it reads session and user from its SQLite file.",
  unit: "requests",
  figures: loadFigures,
  async prepare(stage) {
    const { visitors } = await sessionsOfAll(stage);
    const ceiling = await startCeiling(stage);
    const tiauth = await startTiauth(stage, { settings: warmUserCache });
    const uncached = await startTiauth(stage, { settings: { ...warmUserCache, TIAUTH_SESSION_CACHE: "0" } });
    return [
      loaded(stage, { name: "Ceiling", ...lookSleeplessly(ceiling, visitors) }),
      loaded(stage, { name: "Tiauth", ...lookSleeplessly(tiauth, visitors) }),
      loaded(stage, { name: "Tiauth, no session cache", ...lookSleeplessly(uncached, visitors) }),
      await betterAuthEntrant(stage),
      ...(await otherEntrant(stage)),
      ...withPeer(stage, await peerOf(stage), lookSleeplessly),
    ];
  },
};

async function betterAuthEntrant(stage: Stage) {
  const server = await startBetterAuth(stage, "scrypt");
  const requests = server.visitors.map(betterAuth.getSession);
  const plan = {
    kind: "closed",
    port: server.port,
    connections: 64,
    requests,
    expected: betterAuth.session,
    isSleepless: true,
  } as const;
  return loaded(stage, { name: "Better Auth", pid: server.pid, plan });
}

async function otherEntrant(stage: Stage) {
  const { other } = stage.options;
  if (other === undefined) return [];
  const { visitors } = await sessionsOfAll(stage);
  const server = await startTiauth(stage, { main: other, settings: warmUserCache });
  return [loaded(stage, { name: "Tiauth, other build", ...lookSleeplessly(server, visitors) })];
}
