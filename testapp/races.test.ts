import { describe } from "vitest";
import { startWorld } from "./harness/index.ts";
import { keptKeys } from "./harness/kept-keys.ts";
import { describeRaces, raceLimits } from "./races.ts";

describe.each(["1", "4"])("with %s workers on one file", (workers) => {
  describeRaces(async () => {
    const world = await startWorld({ env: { ...raceLimits, TIAUTH_WORKERS: workers } });
    return { ...world, keptKeys: () => keptKeys(`sqlite:${world.tiauth.dbPath}`) };
  });
});
