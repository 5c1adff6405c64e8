import type { Server, ServerResponse } from "node:http";
import { fixedHeaders, stopping } from "./answer.ts";

/** Lets a server stop without breaking off what it has begun (REQUIREMENTS D4). */
export interface Drain {
  /** Whether a request may be handled. If the server is stopping it may not, and has been answered with 503. */
  admit(outgoing: ServerResponse): boolean;
  /** Takes no more connections, waits for the answers under way at most this long, then closes all connections. */
  stop(timeoutSeconds: number): Promise<void>;
}

export function createDrain(server: Server): Drain {
  const underWay = new Set<ServerResponse>();
  let isStopping = false;
  let onIdle = () => {};

  return {
    admit(outgoing) {
      if (isStopping) return refuse(outgoing);
      underWay.add(outgoing);
      outgoing.once("close", () => {
        underWay.delete(outgoing);
        if (underWay.size === 0) onIdle();
      });
      return true;
    },

    async stop(timeoutSeconds) {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // The answers under way are the last on their connections.
      for (const outgoing of underWay) outgoing.shouldKeepAlive = false;
      const timer = setTimeout(() => onIdle(), timeoutSeconds * 1000);
      if (underWay.size > 0)
        await new Promise<void>((resolve) => {
          onIdle = resolve;
        });
      clearTimeout(timer);
      server.closeAllConnections();
      await closed;
    },
  };
}

function refuse(outgoing: ServerResponse): false {
  outgoing.writeHead(stopping.status, { ...fixedHeaders, ...stopping.headers }).end(stopping.body);
  return false;
}
