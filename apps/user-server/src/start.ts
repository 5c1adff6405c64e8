import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { openSqliteUserStore } from "@tiauth/user-server/sqlite";
import { createApp } from "./app.ts";
import type { Settings } from "./settings.ts";
import type { WriteLine } from "./write-line.ts";

/** How long requests in flight may take to end once the server stops. */
const graceMilliseconds = 5000;

export interface RunningUserServer {
  readonly port: number;
  /** Takes no more requests, lets those in flight end within 5 s, then closes the database. */
  stop(): Promise<void>;
}

/**
 * Opens the database and listens.
 *
 * @throws if the database cannot be opened or the port is taken.
 */
export async function startUserServer(settings: Settings, writeLine: WriteLine): Promise<RunningUserServer> {
  const store = openSqliteUserStore({ path: settings.dbPath });
  const app = createApp({ handlers: store.handlers, secret: settings.secret, writeLine });
  const server = createServer(getRequestListener(app.fetch));
  try {
    const port = await listen(server, settings);
    writeLine({
      msg: "listening",
      host: settings.host,
      port,
      signatures: settings.secret ? "required" : "not checked",
    });
    return { port, stop: () => close(server).finally(() => store.close()) };
  } catch (error) {
    store.close();
    throw error;
  }
}

async function listen(server: Server, { host, port }: Settings): Promise<number> {
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  // A string is the path of a Unix socket, which `listen` was not given.
  return address && typeof address === "object" ? address.port : port;
}

async function close(server: Server) {
  const closed = once(server, "close");
  server.close();
  const deadline = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
  await closed;
  clearTimeout(deadline);
}
