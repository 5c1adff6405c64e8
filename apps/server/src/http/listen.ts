import { once } from "node:events";
import { createServer, type Server, type ServerOptions } from "node:http";
import { answerClientError } from "./client-error.ts";
import { answerRequests, type RequestsOptions } from "./requests.ts";

/** REQUIREMENTS H2, in milliseconds: what is slow is looked for every second and answered with 408. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1000,
} as const satisfies ServerOptions;

const maxConnections = 4096;

export interface ListenOptions extends RequestsOptions {
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
}

export interface Listener {
  readonly port: number;
  /**
   * Stops without breaking off what was begun: new requests get 503, or no connection at all; answers under way are
   * finished, for at most `timeoutSeconds`, and then get 503; then every connection is closed.
   */
  close(timeoutSeconds: number): Promise<void>;
}

/**
 * Serves routes over HTTP/1.1.
 *
 * @throws the system's error if the address cannot be listened on, `EADDRINUSE` for instance.
 */
export async function listen({ host, port, ...options }: ListenOptions): Promise<Listener> {
  // Without a Host header the listener answers, in the form of all other answers; Node's own would be bare.
  const server = createServer({ ...timeouts, requireHostHeader: false });
  server.maxConnections = maxConnections;
  server.on("clientError", answerClientError);
  const close = answerRequests(server, options);

  server.listen({ host, port });
  await once(server, "listening");
  return { port: portOf(server), close };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on a port");
  return address.port;
}
