import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  readonly socket: Socket;
}

export type Answer = (response: ServerResponse, request: ReceivedRequest) => void;

/** An HTTP server on a free loopback port that ends with the test. `answer` gets every request once it is complete. */
export async function startHttpServer(answer: Answer) {
  const requests: ReceivedRequest[] = [];
  let connections = 0;
  const server = createServer(async (request, response) => {
    const { method, url, headers, socket } = request;
    const chunks: Buffer[] = await request.toArray();
    const received = { method, url, headers, body: Buffer.concat(chunks).toString(), socket };
    requests.push(received);
    answer(response, received);
  });
  server.on("connection", () => {
    connections += 1;
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${await listen(server)}`, requests, connections: () => connections };
}

/** Takes connections on a free loopback port and never says a word. */
export async function startSilentServer() {
  const server = createTcpServer((socket) => {
    socket.on("error", () => undefined);
    onTestFinished(() => {
      socket.destroy();
    });
  });
  onTestFinished(() => {
    server.close();
  });
  return { port: await listen(server) };
}

/** A loopback port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Resolves with the port. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // A TCP server that listens has an address of this form.
  return (server.address() as AddressInfo).port;
}
