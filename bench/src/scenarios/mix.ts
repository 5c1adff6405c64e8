import { startBetterAuth } from "../contestants/better-auth.ts";
import { startTiauth, warmUserCache } from "../contestants/tiauth.ts";
import { looksPerSignIn } from "../visits/tiauth.ts";
import { loadFigures } from "./loaded.ts";
import type { Scenario } from "./scenario.ts";
import { visited } from "./visiting.ts";

export const mix: Scenario = {
  name: "mix",
  title: "A mix: 95 % get_session",
  about:
    `8 visits at once: somebody signs in, then their session is looked at ${looksPerSignIn} times, which with Tiauth is 95 % of all ` +
    "requests. What is counted are visits.",
  unit: "visits",
  figures: loadFigures,
  async prepare(stage) {
    const server = await startTiauth(stage, { settings: { ...warmUserCache, TIAUTH_HASH_CONCURRENCY: "1" } });
    const betterAuth = await startBetterAuth(stage, "scrypt");
    return [
      visited(stage, { name: "Tiauth", server, visit: "tiauthSignInAndLook", visitors: stage.people }),
      visited(stage, {
        name: "Better Auth",
        server: betterAuth,
        visit: "betterAuthSignInAndLook",
        visitors: betterAuth.visitors,
      }),
    ];
  },
};
