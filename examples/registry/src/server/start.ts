import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { createClient } from "@tiauth/client";
import { createApp } from "./app.ts";
import { tryRemoveLooseBundles } from "./domain/loose-bundles.ts";
import type { Registry } from "./domain/registry.ts";
import type { Settings } from "./settings.ts";
import { createUserHandlers } from "./users/user-handlers.ts";

export interface RunningRegistry {
  readonly url: string;
  /** Takes no more requests, finishes those under way, then closes the database. */
  stop(): Promise<void>;
}

type StartOptions = Pick<Settings, "port" | "authServerUrl" | "publicAuthServerUrl" | "sharedSecret">;

const removalIntervalMilliseconds = 10 * 60 * 1000;

/** @throws {Error} if the port is taken. */
export async function startRegistry(registry: Registry, options: StartOptions): Promise<RunningRegistry> {
  const { authServerUrl, publicAuthServerUrl = authServerUrl, sharedSecret } = options;
  const app = createApp({
    registry,
    userHandlers: createUserHandlers(registry.database),
    auth: createClient(authServerUrl),
    authServerUrl: publicAuthServerUrl,
    sharedSecret,
  });
  const server = createServer(getRequestListener(app.fetch));
  await once(server.listen(options.port, "127.0.0.1"), "listening");
  const removal = setInterval(() => void tryRemoveLooseBundles(registry), removalIntervalMilliseconds);
  const { port } = server.address() as AddressInfo; // as it listens on TCP
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      clearInterval(removal);
      const closed = once(server, "close");
      server.close();
      await closed;
      await registry.database.close();
    },
  };
}
