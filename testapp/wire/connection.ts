import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** An open connection that notes everything it is told. */
export interface Connection {
  readonly socket: Socket;
  /** Everything up to the end of the connection, which has to come from the other side. */
  readonly received: Promise<string>;
}

export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ host: "127.0.0.1", port });
  socket.setEncoding("utf8");
  socket.on("error", () => undefined); // a reset ends a connection as well as a FIN
  let text = "";
  socket.on("data", (chunk: string) => {
    text += chunk;
  });
  const received = new Promise<string>((resolve) => {
    socket.once("close", () => resolve(text));
  });
  await once(socket, "connect");
  return { socket, received };
}

/** Sends bytes as they are. Resolves with everything that came back when the server has closed the connection. */
export async function exchange(port: number, bytes: string | Uint8Array): Promise<string> {
  const { socket, received } = await openConnection(port);
  socket.write(bytes);
  return received;
}
