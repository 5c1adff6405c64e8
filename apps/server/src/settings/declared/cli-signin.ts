import { defaultSettings } from "@tiauth/server";
import type { Declarations } from "../declare.ts";
import { httpUrl, oneOf } from "../formats.ts";

/** Signing in from a command line by e-mail. */
export const cliSigninSettings = {
  cliSignin: {
    variable: "CLI_SIGNIN",
    format: oneOf("off", "users", "anyone"),
    fallback: defaultSettings.cliSignin,
    description:
      "Who can sign in from a command line by e-mail: nobody, `users`, or `anyone`, who is made a user where there is none.",
  },
  publicUrl: {
    variable: "PUBLIC_URL",
    format: httpUrl,
    fallback: defaultSettings.publicUrl,
    description: "How browsers reach this server: links in mails begin with it.",
  },
} as const satisfies Declarations;
