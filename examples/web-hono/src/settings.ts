export interface Settings {
  /** 0 picks a free one. */
  readonly port: number;
  readonly databasePath: string;
  readonly authServerUrl: string;
  /** The first signs cookies, all verify: to change the secret, put the new one in front. */
  readonly cookieSecrets: readonly string[];
  /** What people see in their address bar, if a proxy stands in front. */
  readonly origin?: string | undefined;
  /** What this application and the auth server sign their requests to each other with. */
  readonly sharedSecret: string;
}

const required = ["AUTH_SERVER_URL", "COOKIE_SECRETS", "SHARED_SECRET"] as const;

/** @throws {Error} with the names of all that are missing. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const missing = required.filter((name) => !environment[name]);
  if (missing.length > 0) throw new Error(`Not set in the environment: ${missing.join(", ")}`);
  const { PORT = "3000", DATABASE_PATH = "pinboard.sqlite", ORIGIN } = environment;
  const [authServerUrl = "", cookieSecrets = "", sharedSecret = ""] = required.map((name) => environment[name]);
  return {
    port: Number(PORT),
    databasePath: DATABASE_PATH,
    authServerUrl,
    cookieSecrets: cookieSecrets.split(","),
    origin: ORIGIN,
    sharedSecret,
  };
}
