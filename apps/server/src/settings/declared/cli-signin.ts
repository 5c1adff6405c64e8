import { defaultSettings } from "@tiauth/server";
import type { Declarations } from "../declare.ts";
import { oneOf, pageUrl } from "../formats.ts";

/** Signing in from a command line by e-mail. */
export const cliSigninSettings = {
  cliSignin: {
    variable: "CLI_SIGNIN",
    format: oneOf("off", "users", "anyone"),
    fallback: defaultSettings.cliSignin,
    description:
      "Who can sign in from a command line by e-mail: nobody, `users`, or `anyone`, who is made a user where there is none. Adds the page `/cli`.",
  },
  publicUrl: {
    variable: "PUBLIC_URL",
    format: pageUrl,
    shownFallback: "http://HOST:PORT on this machine",
    description: "How browsers reach this server, `https://auth.example.com`: links in mails begin with it.",
  },
} as const satisfies Declarations;
