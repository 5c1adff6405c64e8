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
      // So that the auth server hears who asks: their browser, and their address, which the proxy in front put at the end.
      // Next.js puts it there where no proxy is.
      sharedSecret: process.env.SHARED_SECRET,
      clientAddress: ({ headers }) => headers.get("x-forwarded-for")?.split(",").at(-1)?.trim(),
    }),
});
