import { createWebAuth } from "@tiauth/web";
import { nextAdapter } from "@tiauth/web/next";

export const auth = nextAdapter({
  signInPath: "/sign-in",
  // Called at the first request: when Next.js builds, there are no secrets.
  webAuth: () =>
    createWebAuth({
      authServer: process.env.AUTH_SERVER_URL ?? "http://127.0.0.1:3777",
      // Separated by commas. The first signs, all verify: to change the secret, put the new one in front.
      cookieSecrets: (process.env.COOKIE_SECRETS ?? "").split(","),
      // So that the auth server hears which browser it is.
      sharedSecret: process.env.SHARED_SECRET,
    }),
});
