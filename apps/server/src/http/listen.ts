import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from "node:http";
import { getRequestListener, RequestError } from "@hono/node-server";
import { badRequest, internalError, toResponse } from "./answer.ts";
import { beginAnswer, idleMilliseconds } from "./begin-answer.ts";
import { answerClientError } from "./client-error.ts";
import { createDrain } from "./drain.ts";
import type { createApp } from "./routes.ts";
import { createUnderWay } from "./under-way.ts";

/** REQUIREMENTS H2, in milliseconds: what is slow is looked for every second and answered with 408. */
const timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1000,
} as const satisfies ServerOptions;

const maxConnections = 4096;

export interface ListenOptions {
  readonly app: ReturnType<typeof createApp>;
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** Told of what nothing else caught, which is a bug. */
  readonly onError: (error: unknown) => void;
  /** Told the status of every answer, once it is over; `aborted` if the caller left before there was one. */
  readonly onAnswered?: ((status: number | "aborted") => void) | undefined;
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
 * Serves an application over HTTP/1.1.
 *
 * @throws the system's error if the address cannot be listened on, `EADDRINUSE` for instance.
 */
export async function listen({ app, host, port, onError, onAnswered }: ListenOptions): Promise<Listener> {
  // Without a Host header the listener answers, in the form of all other answers; Node's own would be bare.
  const server = createServer({ ...timeouts, requireHostHeader: false });
  server.maxConnections = maxConnections;
  server.timeout = idleMilliseconds;

  const underWay = createUnderWay();
  const drain = createDrain(server, underWay);
  const handle = getRequestListener((request, env) => drain.bound(env.outgoing, app.fetch(request, env)), {
    errorHandler: (error) => answerUncaught(error, onError),
  });
  const onRequest = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (onAnswered) outgoing.once("close", () => onAnswered(outgoing.headersSent ? outgoing.statusCode : "aborted"));
    if (incoming.httpVersion === "1.0") incoming.headers.host ??= "localhost"; // which HTTP/1.0 may leave out
    if (!drain.admit(outgoing) || !beginAnswer(underWay, incoming.socket, outgoing)) return;
    handle(incoming, outgoing).catch(onError);
  };
  server.on("request", onRequest);
  server.on("checkExpectation", onRequest);
  server.on("clientError", answerClientError);

  server.listen({ host, port });
  await once(server, "listening");
  return { port: portOf(server), close: drain.stop };
}

/** A `Host` or a target that is no URL is the caller's mistake; anything else here is ours. */
function answerUncaught(error: unknown, onError: ListenOptions["onError"]) {
  if (error instanceof RequestError) return toResponse(badRequest, {});
  onError(error);
  return toResponse(internalError, {});
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on a port");
  return address.port;
}
