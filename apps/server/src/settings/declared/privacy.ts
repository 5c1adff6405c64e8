import { defaultSettings } from "@tiauth/server";
import type { Declarations } from "../declare.ts";
import { flag } from "../formats.ts";

/** What strangers may learn. */
export const privacySettings = {
  hideUserExistence: {
    variable: "HIDE_USER_EXISTENCE",
    format: flag,
    fallback: String(defaultSettings.hideUserExistence),
    description: "Signing up, signing in and resetting a password look alike, whoever has an account.",
  },
} as const satisfies Declarations;
