import { Socket } from "node:net";
import pg from "pg";
import { within } from "./deadline.ts";
import type { TimeLimits } from "./limits.ts";
import type { Place } from "./place.ts";
import { beginSession } from "./session.ts";

/** Connections that are used in turn. */
export interface Pool {
  /** @throws whatever connecting throws, after `connectMilliseconds` at the latest if all are in use. */
  connect(): Promise<pg.PoolClient>;
  /** Closes connections that are not in use now, and the others as soon as they are not. Resolves when all are closed. */
  end(): Promise<void>;
  /** Closes all of them at once: who waits for an answer gets an error, who waits for a connection a new one. */
  destroy(): Promise<void>;
}

export interface PoolOptions {
  readonly place: Place;
  readonly maxConnections: number;
  readonly limits: TimeLimits;
}

const idleMilliseconds = 30_000;

export function createPool({ place, maxConnections, limits }: PoolOptions): Pool {
  const sockets = new Set<Socket>();
  const { connectMilliseconds, statementMilliseconds } = limits;
  const session = { name: place.name, milliseconds: statementMilliseconds };
  const pool = new pg.Pool({
    ...place.config,
    max: maxConnections,
    connectionTimeoutMillis: connectMilliseconds,
    idleTimeoutMillis: idleMilliseconds,
    allowExitOnIdle: true,
    keepAlive: true,
    stream: () => tracked(sockets),
    onConnect: (client) => within(connectMilliseconds, beginSession(client, session)),
  });
  // Without listeners a connection that breaks would end the process. It is gone from the pool by itself.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const allClosed = () =>
    Promise.all([...sockets].map((socket) => new Promise((resolve) => socket.once("close", resolve))));
  return {
    connect: () => pool.connect(),
    async end() {
      await pool.end();
      await allClosed(); // what `pg` does not wait for
    },
    async destroy() {
      const closed = allClosed();
      for (const socket of sockets) socket.destroy();
      await closed; // until then `pg` has not heard of it, and would hand them out
    },
  };
}

function tracked(sockets: Set<Socket>): Socket {
  const socket = new Socket();
  sockets.add(socket);
  socket.once("close", () => sockets.delete(socket));
  return socket;
}
