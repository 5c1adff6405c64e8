import type { Server, ServerResponse } from "node:http";
import type { UnderWay } from "./under-way.ts";

/** Answers are short: a peer whose system does not take one for so long reads nothing (REQUIREMENTS H2). */
const unreadSeconds = 15;

/**
 * Closes the connections of those who do not read their answers. Not by the socket's own timeout: the peer may go on
 * asking. Looks around once a second while the server listens, which costs an answer that is read nothing.
 */
export function closeUnread(server: Server, { answers }: Pick<UnderWay, "answers">): void {
  let unread = new Map<ServerResponse, number>();
  const lookAround = () => {
    const before = unread;
    unread = new Map();
    for (const outgoing of answers()) {
      if (!isOnItsWay(outgoing)) continue;
      const seconds = (before.get(outgoing) ?? 0) + 1;
      if (seconds > unreadSeconds) outgoing.req.socket.destroy();
      else unread.set(outgoing, seconds);
    }
  };
  server.once("listening", () => {
    const timer = setInterval(lookAround, 1000).unref();
    server.once("close", () => clearInterval(timer));
  });
}

/** All of it is written, and it is not waiting for its turn behind another one: those have no socket. */
const isOnItsWay = ({ writableEnded, socket }: ServerResponse) => writableEnded && socket !== null;
