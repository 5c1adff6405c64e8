import { connect, createServer, type Socket } from "node:net";

/** Stands between a client and a server on this machine, and can lose what is on its way. */
export interface CutProxy {
  readonly port: number;
  /** From now on what the server answers is not passed on. */
  holdAnswers(): void;
  /** Ends all connections. Those that follow are whole again. */
  cut(): void;
  close(): Promise<void>;
}

export async function startCutProxy(targetPort: number): Promise<CutProxy> {
  const sockets = new Set<Socket>();
  const answers = new Set<Socket>();
  const server = createServer((client) => {
    const target = connect(targetPort, "127.0.0.1");
    client.pipe(target).pipe(client);
    answers.add(target);
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on("error", () => {}); // it was cut
      socket.on("close", () => {
        sockets.delete(socket);
        answers.delete(target);
        client.destroy();
        target.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === "object" && address ? address.port : 0,
    holdAnswers() {
      for (const target of answers) target.unpipe();
    },
    cut,
    close() {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
