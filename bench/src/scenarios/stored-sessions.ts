import { startTiauth, warmUserCache } from "../contestants/tiauth.ts";
import { type ManySessions, manySessions } from "../stage/many-sessions.ts";
import type { Stage } from "../stage/stage.ts";
import { loaded, loadFigures } from "./loaded.ts";
import { lookSleeplessly } from "./looking.ts";
import type { Scenario } from "./scenario.ts";

/** Whether looking at a session costs more the more there are. */
export const storedSessions: Scenario = {
  name: "stored-sessions",
  title: "get_session with 10,000 and 1,000,000 sessions stored",
  about:
    "50,000 of the stored sessions (10,000 of the fewer ones) are looked at in turn, by a sender that never sleeps. Without the session cache every look is a " +
    "look into the file; with it, those at 10,000 are remembered and hardly any of those at 1,000,000 is; one row looks at the " +
    "same 10,000 of the million. That a session was used is recorded once an hour here instead of once a minute, since each " +
    "of the sessions would be due.",
  unit: "requests",
  figures: loadFigures,
  async prepare(stage) {
    const few = await manySessions(stage, 10_000);
    const many = await manySessions(stage, 1_000_000);
    const someOfMany = { ...many, visitors: many.visitors.slice(0, 10_000) };
    return [
      await entrant(stage, { name: "10,000, no session cache", sessions: few, settings: noSessionCache }),
      await entrant(stage, { name: "1,000,000, no session cache", sessions: many, settings: noSessionCache }),
      await entrant(stage, { name: "10,000", sessions: few }),
      await entrant(stage, { name: "1,000,000, 10,000 of them in use", sessions: someOfMany }),
      await entrant(stage, { name: "1,000,000", sessions: many }),
    ];
  },
};

const noSessionCache = { TIAUTH_SESSION_CACHE: "0" };

interface Options {
  readonly name: string;
  readonly sessions: ManySessions;
  readonly settings?: Readonly<Record<string, string>>;
}

async function entrant(stage: Stage, { name, sessions, settings = {} }: Options) {
  const server = await startTiauth(stage, {
    database: sessions.database,
    settings: { ...warmUserCache, TIAUTH_SESSION_ACTIVITY_CHECK_INTERVAL: "1h", ...settings },
  });
  return loaded(stage, { name, ...lookSleeplessly(server, sessions.visitors) });
}
