import { createWebAuth } from "@tiauth/web";
import type { Database } from "better-sqlite3";
import { createApp } from "./app.tsx";
import { forwardedAddress } from "./client-address.ts";
import type { Settings } from "./settings.ts";
import { createAccounts } from "./users/accounts.ts";
import { createUserHandlers } from "./users/user-handlers.ts";

/** The application, as the settings say. */
export function composeApp(settings: Settings, database: Database) {
  const { authServerUrl: authServer, cookieSecrets, origin, sharedSecret } = settings;
  const origins = origin ? [origin] : [];
  const clientAddress = origin ? forwardedAddress : undefined;
  return createApp({
    auth: createWebAuth({ authServer, cookieSecrets, origins, sharedSecret, clientAddress }),
    accounts: createAccounts(database),
    userHandlers: createUserHandlers(database),
    sharedSecret,
  });
}
