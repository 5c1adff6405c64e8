import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sessionsOfAll, startTiauth, warmUserCache } from "../contestants/tiauth.ts";
import type { BenchOptions } from "../options.ts";
import { lookAtSessions } from "../scenarios/looking.ts";
import { openStage } from "../stage/stage.ts";
import { type Hot, hottest } from "./hottest.ts";

const profiledSeconds = 5;

/** What the server spends its time on while sessions are looked at, all remembered: the ten hottest functions. */
export async function profile(options: BenchOptions): Promise<readonly Hot[]> {
  const stage = await openStage(options);
  try {
    const { visitors } = await sessionsOfAll(stage);
    const directory = join(stage.directory, "profile");
    const server = await startTiauth(stage, {
      main: options.other,
      settings: warmUserCache,
      flags: ["--cpu-prof", `--cpu-prof-dir=${directory}`],
    });
    const load = stage.loader.keep(lookAtSessions(server, visitors).plan);
    await load.measure({ warmUpSeconds: 3, seconds: profiledSeconds, pid: server.pid });
    await server.stop();
    const [file = ""] = readdirSync(directory);
    return hottest(JSON.parse(readFileSync(join(directory, file), "utf8")), {
      count: 10,
      lastSeconds: profiledSeconds,
    });
  } finally {
    await stage.close();
  }
}
