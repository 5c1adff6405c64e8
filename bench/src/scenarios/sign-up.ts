import { startBetterAuth } from "../contestants/better-auth.ts";
import { startTiauth } from "../contestants/tiauth.ts";
import { loadFigures } from "./loaded.ts";
import type { Scenario } from "./scenario.ts";
import { visited } from "./visiting.ts";

export const signUp: Scenario = {
  name: "sign-up",
  title: "Sign-ups",
  about:
    "8 at once, each at a fresh address. With Tiauth four requests (create, verify the code from the mail, set the password, " +
    "complete); with Better Auth one, which verifies no address.",
  unit: "sign-ups",
  figures: loadFigures,
  async prepare(stage) {
    const server = await startTiauth(stage, { settings: { TIAUTH_HASH_CONCURRENCY: "1" } });
    const betterAuth = await startBetterAuth(stage, "scrypt");
    return [
      visited(stage, { name: "Tiauth", server, visit: "tiauthSignUp", visitors: stage.people }),
      visited(stage, {
        name: "Better Auth",
        server: betterAuth,
        visit: "betterAuthSignUp",
        visitors: betterAuth.visitors,
      }),
    ];
  },
};
