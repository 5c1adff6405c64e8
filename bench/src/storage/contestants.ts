import { createClosing } from "../stage/closing.ts";
import type { Contestant, EngineContestants } from "./contestant.ts";
import { memory, sqlite } from "./embedded.ts";
import { postgresContestants } from "./postgres.ts";
import { redisContestants } from "./redis.ts";

const engines: Readonly<Record<string, () => Promise<EngineContestants>>> = {
  Postgres: postgresContestants,
  Redis: redisContestants,
};

/**
 * Starts the engines that there are.
 *
 * @returns everybody who takes part; who cannot, and why; the versions of the engines.
 */
export async function openContestants(folder: string) {
  const closing = createClosing();
  const contestants: Contestant[] = [memory, sqlite(folder)];
  const missing: Record<string, string> = {};
  const versions: Record<string, string> = {};
  for (const [name, open] of Object.entries(engines)) {
    const opened = await open();
    if ("missing" in opened) missing[name] = opened.missing;
    else {
      contestants.push(...opened.contestants);
      versions[name] = opened.version;
      closing.add(opened.stop);
    }
  }
  return { contestants, missing, versions, close: closing.close };
}
