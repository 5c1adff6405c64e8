import { setImmediate as nextTurn } from "node:timers/promises";
import type { Connection } from "./connection.ts";
import type { Reply } from "./reply.ts";
import { unconfirmed } from "./troubles.ts";

export interface ConfirmationOptions {
  /** For messages. */
  readonly name: string;
  readonly replicas: number;
}

const waitMilliseconds = 1000;

/**
 * The same connection, but a write is answered once so many replicas have it. Writes of one turn of the event loop wait
 * together: WAIT holds up whatever follows it on its connection.
 *
 * Its `send` also throws a {@link StorageError} `not_durable` if they do not have it within 1 s.
 */
export function confirming(connection: Connection, options: ConfirmationOptions): Connection {
  const confirm = confirmation(connection, options);
  return {
    ...connection,
    async send(request) {
      if (request.does === "read") return connection.send(request);
      const [answer] = await Promise.all([connection.send(request), confirm(request.deadline)]);
      return answer;
    },
  };
}

/** Confirms what was sent before, and whatever else is sent in this turn. */
function confirmation(connection: Connection, { name, replicas }: ConfirmationOptions) {
  let next: Promise<Reply> | undefined;
  const ask = async (deadline: number) => {
    await nextTurn();
    next = undefined;
    return connection.send({ command: ["WAIT", `${replicas}`, `${waitMilliseconds}`], does: "read", deadline });
  };
  return async (deadline: number) => {
    next ??= ask(deadline);
    const confirmed = Number(await next);
    if (confirmed < replicas) throw unconfirmed(name, { confirmed, replicas });
  };
}
