import { startTiauth } from "../contestants/tiauth.ts";
import { bareHash } from "../scenarios/bare-hash.ts";
import type { Scenario } from "../scenarios/scenario.ts";
import { visited } from "../scenarios/visiting.ts";

/** What a sign-in costs, whatever the storage: its hash, and the rest. */
export const signInCost: Scenario = {
  name: "storage-sign-in",
  title: "A sign-in and its hash",
  about: "As in the sign-ins of the other page, on SQLite, with one core for everything.",
  unit: "sign-ins",
  figures: ["perSecond", "cpuMicroseconds"],
  maxRounds: 3,
  async prepare(stage) {
    const server = await startTiauth(stage, { settings: { TIAUTH_HASH_CONCURRENCY: "1" } });
    return [
      await bareHash(stage, "server"),
      visited(stage, { name: "Tiauth", server, visit: "tiauthSignIn", visitors: stage.people }),
    ];
  },
};
