import { connect, type Socket } from "node:net";
import { type Message, messageReader } from "./messages.ts";

/** A keep-alive connection to a port of this machine. */
export interface Connection {
  /** One request as it goes over the wire; the next one only after the answer. */
  send(request: Uint8Array | string): void;
  close(): void;
}

export interface ConnectionOptions {
  readonly port: number;
  readonly onMessage: (message: Message) => void;
  /** Once, if the connection ends before it is closed, or what arrives is no HTTP. */
  readonly onBroken: (error: Error) => void;
}

/** Bytes that are read at once; answers are far smaller. */
const bufferBytes = 16_384;

/**
 * The cheapest connection that Node has: a raw socket that reads into one buffer and neither queues nor emits.
 *
 * @throws {Error} if nothing listens there.
 */
export function openConnection({ port, onMessage, onBroken }: ConnectionOptions): Promise<Connection> {
  const read = messageReader(onMessage);
  return new Promise((resolve, reject) => {
    const socket = connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: {
        buffer: Buffer.allocUnsafe(bufferBytes),
        callback: (length, buffer) => {
          try {
            // It is the buffer given above.
            read((buffer as Buffer).subarray(0, length));
          } catch (error) {
            socket.destroy(error instanceof Error ? error : new Error(String(error)));
          }
          return true;
        },
      },
    });
    socket.once("error", reject);
    socket.once("connect", () => resolve(connectionOf(socket, onBroken)));
  });
}

function connectionOf(socket: Socket, onBroken: (error: Error) => void): Connection {
  let problem: Error | undefined;
  socket.on("error", (error) => {
    problem = error;
  });
  const onClose = () => onBroken(problem ?? new Error("The server closed the connection."));
  socket.once("close", onClose);
  return {
    send: (request) => void socket.write(request),
    close() {
      socket.off("close", onClose);
      socket.destroy();
    },
  };
}
