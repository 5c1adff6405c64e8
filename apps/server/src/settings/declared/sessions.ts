import { defaultSettings } from "@tiauth/server";
import type { Declarations } from "../declare.ts";
import { formatDuration } from "../duration.ts";
import { duration, oneOf } from "../formats.ts";

/** How long sessions last, and what ends them. */
export const sessionSettings = {
  sessionExpirationSeconds: {
    variable: "SESSION_EXPIRATION",
    format: duration(0),
    fallback: formatDuration(defaultSettings.sessionExpirationSeconds),
    description: "A session ends this long after it was made; 0 = never.",
  },
  sessionInactivityTimeoutSeconds: {
    variable: "SESSION_INACTIVITY_TIMEOUT",
    format: duration(1),
    fallback: formatDuration(defaultSettings.sessionInactivityTimeoutSeconds),
    description: "A session ends this long after it was last used.",
  },
  sessionRenewalWindowSeconds: {
    variable: "SESSION_RENEWAL_WINDOW",
    format: duration(0),
    fallback: formatDuration(defaultSettings.sessionRenewalWindowSeconds),
    description: "How long after it ran out a session can be renewed without signing in; 0 = not at all.",
  },
  sessionActivityCheckIntervalSeconds: {
    variable: "SESSION_ACTIVITY_CHECK_INTERVAL",
    format: duration(0),
    fallback: formatDuration(defaultSettings.sessionActivityCheckIntervalSeconds),
    description: "The use of a session is recorded at most this often.",
  },
  sessionCacheSeconds: {
    variable: "SESSION_CACHE",
    format: duration(0),
    shownFallback: "1m; 0 with several workers, Postgres or Redis",
    description:
      "How long session checks may remember a session instead of reading it; 0 = not at all. What ends it ends it at once.",
  },
  userCacheSeconds: {
    variable: "USER_CACHE_EXPIRATION",
    format: duration(0),
    fallback: formatDuration(defaultSettings.userCacheSeconds),
    description: "How long a user's state may be remembered for session checks; 0 = not at all.",
  },
  revokeSessions: {
    variable: "REVOKE_SESSIONS",
    format: oneOf("off", "reset", "all"),
    fallback: defaultSettings.revokeSessions,
    description:
      "What ends a user's other sessions: `off` nothing, `reset` a password reset, `all` also a password update.",
  },
} as const satisfies Declarations;
