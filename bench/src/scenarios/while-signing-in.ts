import { startBetterAuth } from "../contestants/better-auth.ts";
import { sessionsOfAll, startTiauth, warmUserCache } from "../contestants/tiauth.ts";
import type { Stage } from "../stage/stage.ts";
import * as betterAuth from "../visits/better-auth.ts";
import { loaded } from "./loaded.ts";
import { lookSteadily } from "./looking.ts";
import type { Scenario } from "./scenario.ts";
import { visitPlan } from "./visiting.ts";

/** So many that their cost stays small beside that of the hashes. */
const perSecond = 200;

/** Whether the hot path stays quick while the heavy one is full. */
export const whileSigningIn: Scenario = {
  name: "while-signing-in",
  title: "get_session while sign-ins saturate the hash queue",
  about:
    `${perSecond} looks a second at sessions, whatever becomes of them, while 8 sign in at once without a pause; all of it on one ` +
    "core. A look's time begins when it was due.",
  unit: "requests",
  figures: ["p99Milliseconds", "p50Milliseconds", "p999Milliseconds", "perSecond"],
  prepare: async (stage) => [await tiauthEntrant(stage), await betterAuthEntrant(stage)],
};

async function tiauthEntrant(stage: Stage) {
  const { visitors } = await sessionsOfAll(stage);
  const server = await startTiauth(stage, { settings: { ...warmUserCache, TIAUTH_HASH_CONCURRENCY: "1" } });
  return loaded(stage, {
    name: "Tiauth",
    pid: server.pid,
    plan: lookSteadily(server.port, visitors, perSecond),
    beside: visitPlan(stage, { server, visit: "tiauthSignIn", visitors: stage.people }),
    lengths: 2,
  });
}

async function betterAuthEntrant(stage: Stage) {
  const server = await startBetterAuth(stage, "scrypt");
  const requests = server.visitors.map(betterAuth.getSession);
  return loaded(stage, {
    name: "Better Auth",
    pid: server.pid,
    plan: { kind: "open", port: server.port, connections: 64, requests, expected: betterAuth.session, perSecond },
    beside: visitPlan(stage, { server, visit: "betterAuthSignIn", visitors: server.visitors }),
    lengths: 2,
  });
}
