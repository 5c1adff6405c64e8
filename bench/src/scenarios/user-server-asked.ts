import { startAskingCeiling } from "../contestants/ceilings.ts";
import { peerOf } from "../contestants/peer.ts";
import { sessionsOfAll, startTiauth } from "../contestants/tiauth.ts";
import { loaded, loadFigures } from "./loaded.ts";
import { lookSleeplessly, withPeer } from "./looking.ts";
import type { Scenario } from "./scenario.ts";

/** The default: the user's state is asked for each time. */
export const userServerAsked: Scenario = {
  name: "user-server-asked",
  title: "get_session, the user server asked each time",
  about:
    "The same with `TIAUTH_USER_CACHE_EXPIRATION` at its default, 0. The ceiling is a bare hono server that asks the same user " +
    "server over undici's `request`, 64 connections kept alive, and reads its answer, before it answers. The user server " +
    "shares a core with the load and remembers its answers.",
  unit: "requests",
  figures: loadFigures,
  async prepare(stage) {
    const { visitors } = await sessionsOfAll(stage);
    const ceiling = await startAskingCeiling(stage);
    const tiauth = await startTiauth(stage);
    return [
      loaded(stage, { name: "Ceiling that asks", ...lookSleeplessly(ceiling, visitors) }),
      loaded(stage, { name: "Tiauth", ...lookSleeplessly(tiauth, visitors) }),
      ...withPeer(stage, await peerOf(stage), lookSleeplessly),
    ];
  },
};
