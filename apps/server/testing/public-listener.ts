import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Answer, InvokeOptions } from "@tiauth/server";
import { onTestFinished } from "vitest";
import { createClientAddress, type Networks } from "../src/http/client-address.ts";
import { allowOrigins } from "../src/http/cross-origin.ts";
import { type Listener, listen } from "../src/http/listen.ts";
import { type PublicPorts, publicRoutes } from "../src/http/public-routes.ts";

export interface Rehearsal extends Partial<Omit<PublicPorts, "clientAddress">> {
  readonly origins?: readonly string[];
  readonly trustedProxies?: Networks;
}

/** A public listener on a free port, closed when the test ends; whatever it reports as an error fails the test. */
export async function startListener(rehearsal: Rehearsal = {}): Promise<Listener & { readonly url: string }> {
  const { origins = [], trustedProxies = [], ...ports } = rehearsal;
  const errors: unknown[] = [];
  const onError = (error: unknown) => void errors.push(error);
  const clientAddress = createClientAddress(trustedProxies);
  const routes = publicRoutes({ invoke: echo, findMissing: async () => [], ...ports, clientAddress });
  const crossOrigin = allowOrigins(origins);
  const listener = await listen({ routes, crossOrigin, host: "127.0.0.1", port: 0, onError });
  onTestFinished(async () => {
    await listener.close(0);
    if (errors.length > 0) throw errors[0];
  });
  return { ...listener, url: `http://127.0.0.1:${listener.port}` };
}

/** Answers with what it was given. */
export const echo = async (body: string, options: InvokeOptions): Promise<Answer> => ({
  status: 200,
  body: JSON.stringify({ body, ...options }),
});

/** An open connection that notes everything it is told. */
export interface Connection {
  readonly socket: Socket;
  /** Everything up to the end of the connection. */
  readonly received: Promise<string>;
  /** Everything so far. */
  soFar(): string;
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
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return { socket, received, soFar: () => text };
}

/** Sends bytes as they are, and everything that comes back until the server closes the connection. */
export async function exchange(port: number, request: string | Uint8Array): Promise<string> {
  const { socket, received } = await openConnection(port);
  socket.write(request);
  return received;
}

/** A request with the headers that are always needed; closes its connection. */
export const post = (body: string, headers: readonly string[] = []) =>
  [
    "POST / HTTP/1.1",
    "Host: x",
    "Connection: close",
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
    "",
    body,
  ].join("\r\n");
