import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { composeApp } from "./compose.ts";
import type { Settings } from "./settings.ts";
import { openDatabase } from "./users/database.ts";

export interface RunningApplication {
  readonly url: string;
  /** Takes no more requests, finishes those under way, then closes the database. */
  stop(): Promise<void>;
}

/** @throws {Error} if a secret is too short, the database cannot be opened or the port is taken. */
export async function startApplication(settings: Settings): Promise<RunningApplication> {
  const database = openDatabase(settings.databasePath);
  try {
    const server = createServer(getRequestListener(composeApp(settings, database).fetch));
    await once(server.listen(settings.port, "127.0.0.1"), "listening");
    const { port } = server.address() as AddressInfo; // as it listens on TCP
    return { url: `http://127.0.0.1:${port}`, stop: () => close(server).finally(() => database.close()) };
  } catch (error) {
    database.close();
    throw error;
  }
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close");
  server.close();
  await closed;
}
