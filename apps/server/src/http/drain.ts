import type { Server, ServerResponse } from "node:http";
import type { UnderWay } from "./under-way.ts";

/** How long what was given up has for its 503. */
const partingMilliseconds = 250;

export interface DrainOptions {
  readonly server: Server;
  readonly underWay: UnderWay;
  readonly timeoutSeconds: number;
  /** Answers what was not answered in time. */
  readonly giveUp: (outgoing: ServerResponse) => void;
}

/**
 * Stops a server without breaking off what it has begun (REQUIREMENTS D4): takes no more connections, waits for the
 * answers under way at most this long, gives up those that are left, then closes all connections.
 */
export async function drain({ server, underWay, timeoutSeconds, giveUp }: DrainOptions): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // After one that does not keep its connection, no other goes out on it: not even one that was asked for before the stop.
  for (const outgoing of underWay.lastAnswers()) outgoing.shouldKeepAlive = false;
  await underWay.isIdle(timeoutSeconds * 1000);
  for (const outgoing of underWay.answers()) giveUp(outgoing);
  await underWay.isIdle(partingMilliseconds);
  server.closeAllConnections();
  await closed;
}
