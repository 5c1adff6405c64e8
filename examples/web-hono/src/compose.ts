import { createWebAuth } from "@tiauth/web";
import type { Database } from "better-sqlite3";
import { createApp } from "./app.tsx";
import { connectedAddress, forwardedAddress } from "./client-address.ts";
import type { Settings } from "./settings.ts";
import { createAccounts } from "./users/accounts.ts";
import { createUserHandlers } from "./users/user-handlers.ts";
import { writeError } from "./write-error.ts";

/** The application, as the settings say. */
export function composeApp(settings: Settings, database: Database) {
  const { authServerUrl: authServer, cookieSecrets, origin, sharedSecret } = settings;
  const origins = origin ? [origin] : [];
  return createApp({
    auth: createWebAuth({ authServer, cookieSecrets, origins, sharedSecret, onError: writeError }),
    accounts: createAccounts(database),
    userHandlers: createUserHandlers(database),
    clientAddress: origin ? forwardedAddress : connectedAddress,
    sharedSecret,
  });
}
