import { startTiauth } from "../contestants/tiauth.ts";
import { bareHash } from "./bare-hash.ts";
import { loadFigures } from "./loaded.ts";
import type { Scenario } from "./scenario.ts";
import { visited } from "./visiting.ts";

/** The heavy path as two cores have it by default: one hashes, the other does all else. */
export const signInTwoCores: Scenario = {
  name: "sign-in-two-cores",
  title: "Full sign-ins, on two cores",
  about:
    "The same where the event loop need not share a core with the hashes: the server hashes one password at a time, which is the " +
    "default of two cores, and so does the bare hash. The load is on one of the two.",
  unit: "sign-ins",
  figures: loadFigures,
  async prepare(stage) {
    const server = await startTiauth(stage, { settings: { TIAUTH_HASH_CONCURRENCY: "1" }, place: "anywhere" });
    return [
      await bareHash(stage, "anywhere"),
      visited(stage, { name: "Tiauth", server, visit: "tiauthSignIn", visitors: stage.people }),
    ];
  },
};
