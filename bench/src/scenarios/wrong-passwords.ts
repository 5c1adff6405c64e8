import { startBetterAuth } from "../contestants/better-auth.ts";
import { startTiauth } from "../contestants/tiauth.ts";
import { loadFigures } from "./loaded.ts";
import type { Scenario } from "./scenario.ts";
import { visited } from "./visiting.ts";

export const wrongPasswords: Scenario = {
  name: "wrong-passwords",
  title: "Wrong passwords, below the limit",
  about:
    "8 at once, users in turn so that none meets the limit of five and then one a minute; every guess costs a hash. Above the " +
    "limit a guess costs none: that is what the limit is for.",
  unit: "guesses",
  figures: loadFigures,
  async prepare(stage) {
    const server = await startTiauth(stage, { settings: { TIAUTH_HASH_CONCURRENCY: "1" } });
    const betterAuth = await startBetterAuth(stage, "scrypt");
    return [
      visited(stage, { name: "Tiauth", server, visit: "tiauthGuess", visitors: stage.people }),
      visited(stage, {
        name: "Better Auth",
        server: betterAuth,
        visit: "betterAuthGuess",
        visitors: betterAuth.visitors,
      }),
    ];
  },
};
