import { setTimeout as delay } from "node:timers/promises";
import type { Connection, Request } from "./connection.ts";
import type { Address } from "./place.ts";
import { createPresence } from "./presence.ts";
import type { Reply } from "./reply.ts";
import { disconnected, isRefusal } from "./troubles.ts";

/** A way to one master that is kept open: when its connection is lost, another one is made. */
export interface Link {
  /** Resolves when the first attempt has succeeded, rejects if it has not; others are made all the same. */
  readonly opened: Promise<void>;
  /**
   * As `Connection.send`. While there is no connection it waits for one until half a second after the loss.
   *
   * @throws {StorageError} `unavailable` if there is none: nothing was sent.
   */
  send(request: Request): Promise<Reply>;
  /** Ends it, for good. What is not answered yet is lost. */
  close(): void;
}

export interface LinkOptions {
  /** For messages. */
  readonly name: string;
  /** Says who is master now. */
  readonly find: () => Promise<Address>;
  /** Connects to it, if it really is. */
  readonly connect: (address: Address) => Promise<Connection>;
  /** Ends a connection when another one becomes master. */
  readonly watch?: (address: Address, connection: Connection) => void;
}

/** A restart may be over so soon. Whoever asks later is told at once: requests must not pile up. */
const patienceMilliseconds = 500;
const longestPauseMilliseconds = 250;

export function createLink({ name, find, connect, watch }: LinkOptions): Link {
  const present = createPresence<Connection>(patienceMilliseconds);
  const closing = new AbortController();
  let current: Connection | undefined;
  let trouble: unknown;

  const attempt = async () => {
    const address = await find();
    const connection = await connect(address);
    current = connection;
    if (closing.signal.aborted) connection.end();
    else watch?.(address, connection);
    present.came(connection);
    return connection;
  };
  const keepOpen = async (resolve: () => void, reject: (error: unknown) => void) => {
    for (let failures = 0; !closing.signal.aborted; ) {
      try {
        const connection = await attempt();
        resolve();
        failures = 0;
        await connection.lost;
        present.left();
      } catch (error) {
        trouble = error;
        reject(error); // means something the first time only
        await delay(Math.min(10 * 2 ** failures++, longestPauseMilliseconds), undefined, { signal: closing.signal });
      }
    }
  };
  const opened = new Promise<void>((resolve, reject) => {
    keepOpen(resolve, reject).catch(() => undefined); // it was closed during a pause
  });
  opened.catch(() => undefined); // who does not wait for it is told by `send`

  return {
    opened,
    async send(request) {
      const connection = await present.current();
      if (!connection) throw disconnected(name, trouble);
      try {
        return await connection.send(request);
      } catch (error) {
        if (isRefusal(error, "READONLY")) connection.end(); // it is a replica now
        throw error;
      }
    },
    close() {
      closing.abort();
      current?.end();
    },
  };
}
