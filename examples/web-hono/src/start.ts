import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { createWebAuth } from "@tiauth/web";
import { createApp } from "./app.tsx";
import { connectedAddress, forwardedAddress } from "./client-address.ts";
import type { Settings } from "./settings.ts";
import { createAccounts } from "./users/accounts.ts";
import { openDatabase } from "./users/database.ts";
import { createUserHandlers } from "./users/user-handlers.ts";

export interface RunningApplication {
  readonly url: string;
  /** Takes no more requests, finishes those under way, then closes the database. */
  stop(): Promise<void>;
}

/** @throws {Error} if the database cannot be opened or the port is taken. */
export async function startApplication(settings: Settings): Promise<RunningApplication> {
  const { authServerUrl: authServer, cookieSecrets, origin, sharedSecret } = settings;
  const origins = origin ? [origin] : [];
  const database = openDatabase(settings.databasePath);
  const app = createApp({
    auth: createWebAuth({ authServer, cookieSecrets, origins, sharedSecret }),
    accounts: createAccounts(database),
    userHandlers: createUserHandlers(database),
    clientAddress: origin ? forwardedAddress : connectedAddress,
    sharedSecret,
  });
  const server = createServer(getRequestListener(app.fetch));
  await once(server.listen(settings.port, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo; // as it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      await closed;
      database.close();
    },
  };
}
