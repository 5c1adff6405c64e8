import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { UnderWay } from "./under-way.ts";

/** Browsers send no second request before the first was answered, and hardly any other client does. */
const maxPipelined = 100;

/** Answers are short: a peer whose system does not take one for so long reads nothing (REQUIREMENTS H2). */
const unreadMilliseconds = 15_000;

/** Longer than any answer takes to come. */
export const idleMilliseconds = 90_000;

/**
 * Begins to answer, unless the peer asks faster than it listens: what waits for it takes memory. Its connection is closed then.
 *
 * @returns whether the request may be handled.
 */
export function beginAnswer(underWay: UnderWay, socket: Socket, outgoing: ServerResponse): boolean {
  if (socket.destroyed) return false; // the rest of what had been read of it
  if (underWay.begin(socket, outgoing) > maxPipelined) {
    socket.destroy();
    return false;
  }
  // Once all of it is written, and until all of it is sent. Not the socket's own timeout: the peer may go on asking.
  outgoing.once("prefinish", () => {
    const timer = setTimeout(() => socket.destroy(), unreadMilliseconds).unref();
    outgoing.once("close", () => clearTimeout(timer));
  });
  return true;
}
