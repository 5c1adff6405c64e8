import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The answers that are under way. */
export interface UnderWay {
  /** Until the answer is sent or its connection gone. Returns how many are under way on this connection. */
  begin(socket: Socket, outgoing: ServerResponse): number;
  /** How the answer is given up, for `giveUpAll`. */
  whenGivenUp(outgoing: ServerResponse, giveUp: () => void): void;
  giveUpAll(): void;
  answers(): Iterable<ServerResponse>;
  /** Resolves when nothing is under way, or after so many milliseconds. */
  isIdle(milliseconds: number): Promise<void>;
}

export function createUnderWay(): UnderWay {
  const all = new Map<ServerResponse, () => void>();
  const byConnection = new WeakMap<Socket, Set<ServerResponse>>();
  let onIdle = () => {};

  const end = (outgoing: ServerResponse) => {
    all.delete(outgoing);
    if (all.size === 0) onIdle();
  };
  /** Of a connection that breaks, Node.js closes the answer whose turn it is; those behind it would stay for ever. */
  const answersOn = (socket: Socket) => {
    const known = byConnection.get(socket);
    if (known) return known;
    const answers = new Set<ServerResponse>();
    byConnection.set(socket, answers);
    socket.once("close", () => answers.forEach(end));
    return answers;
  };

  return {
    begin(socket, outgoing) {
      const answers = answersOn(socket).add(outgoing);
      all.set(outgoing, () => {});
      outgoing.once("close", () => {
        answers.delete(outgoing);
        end(outgoing);
      });
      return answers.size;
    },
    whenGivenUp: (outgoing, giveUp) => {
      if (all.has(outgoing)) all.set(outgoing, giveUp);
    },
    giveUpAll: () => {
      for (const giveUp of all.values()) giveUp();
    },
    answers: () => all.keys(),
    isIdle: (milliseconds) =>
      new Promise((resolve) => {
        if (all.size === 0) return resolve();
        const timer = setTimeout(resolve, milliseconds);
        onIdle = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
