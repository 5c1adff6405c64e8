import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** The answers that are under way. */
export interface UnderWay {
  /** Until the answer is sent or its connection gone. Returns how many are under way on this connection. */
  begin(outgoing: ServerResponse): number;
  answers(): Iterable<ServerResponse>;
  /** Of each connection the one that comes last. */
  lastAnswers(): Iterable<ServerResponse>;
  /** Resolves when nothing is under way, or after so many milliseconds. */
  isIdle(milliseconds: number): Promise<void>;
}

/** @param onEnded is told of every answer once it is no longer under way. */
export function createUnderWay(onEnded: (outgoing: ServerResponse) => void): UnderWay {
  const connections = new Map<Socket, Set<ServerResponse>>();
  let count = 0;
  let onIdle = () => {};

  const end = (answers: Set<ServerResponse>, outgoing: ServerResponse) => {
    if (!answers.delete(outgoing)) return;
    count -= 1;
    onEnded(outgoing);
    if (count === 0) onIdle();
  };
  const open = (socket: Socket) => {
    const answers = new Set<ServerResponse>();
    connections.set(socket, answers);
    // Of a connection that breaks, Node.js closes the answer whose turn it is; those behind it would stay for ever.
    socket.once("close", () => {
      connections.delete(socket);
      for (const outgoing of answers) end(answers, outgoing);
    });
    return answers;
  };

  return {
    begin(outgoing) {
      const { socket } = outgoing.req;
      const answers = connections.get(socket) ?? open(socket);
      answers.add(outgoing);
      count += 1;
      outgoing.on("close", () => end(answers, outgoing));
      return answers.size;
    },
    *answers() {
      for (const answers of connections.values()) yield* answers;
    },
    *lastAnswers() {
      for (const answers of connections.values()) yield* [...answers].slice(-1);
    },
    isIdle: (milliseconds) =>
      new Promise((resolve) => {
        if (count === 0) return resolve();
        const timer = setTimeout(resolve, milliseconds);
        onIdle = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
