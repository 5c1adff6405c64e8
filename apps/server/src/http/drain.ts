import { type Server, ServerResponse } from "node:http";
import { fixedHeaders, stopping, toResponse } from "./answer.ts";
import type { UnderWay } from "./under-way.ts";

/** Lets a server stop without breaking off what it has begun (REQUIREMENTS D4). */
export interface Drain {
  /** Whether a request may be handled. If the server is stopping it may not, and has been answered with 503. */
  admit(outgoing: ServerResponse): boolean;
  /** What a request that was admitted is answered with: its answer, or 503 if that does not come before the stop is over. */
  bound(outgoing: object, answer: Response | Promise<Response>): Response | Promise<Response>;
  /**
   * Takes no more connections, waits for the answers under way at most this long, answers those that are left with 503,
   * then closes all connections.
   */
  stop(timeoutSeconds: number): Promise<void>;
}

/** How long what was given up has for its 503. */
const partingMilliseconds = 250;

export function createDrain(server: Server, underWay: UnderWay): Drain {
  let isStopping = false;
  return {
    admit: (outgoing) => {
      if (isStopping) refuse(outgoing);
      return !isStopping;
    },

    bound(outgoing, answer) {
      if (!(answer instanceof Promise && outgoing instanceof ServerResponse)) return answer;
      return new Promise((resolve, reject) => {
        underWay.whenGivenUp(outgoing, () => resolve(toResponse(stopping, {})));
        answer.then(resolve, reject);
      });
    },

    async stop(timeoutSeconds) {
      isStopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // The answers under way are the last on their connections.
      for (const outgoing of underWay.answers()) outgoing.shouldKeepAlive = false;
      await underWay.isIdle(timeoutSeconds * 1000);
      underWay.giveUpAll();
      await underWay.isIdle(partingMilliseconds);
      server.closeAllConnections();
      await closed;
    },
  };
}

function refuse(outgoing: ServerResponse): void {
  outgoing.writeHead(stopping.status, { ...fixedHeaders, ...stopping.headers }).end(stopping.body);
}
