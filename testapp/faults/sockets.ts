import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { openConnection } from "../wire/connection.ts";

/** A connection of a client that takes its time. */
export interface SlowSocket {
  readonly socket: Socket;
  /** Resolves when the other side has ended the connection, with how many milliseconds it lived. */
  readonly lived: Promise<number>;
}

/** What never becomes a request at a byte a second. */
export const slowHeaders = "POST / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
export const slowBody = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000\r\n\r\n{"action":"';

/** Sends the beginning, then a byte every second. */
export async function openDripping(port: number, beginning: string): Promise<SlowSocket> {
  const { socket } = await openConnection(port);
  socket.write(beginning);
  const timer = setInterval(() => socket.write("x"), 1000);
  socket.once("close", () => clearInterval(timer));
  return { socket, lived: lifeOf(socket) };
}

/** Asks the same again and again, so many times every 10 ms, and reads no answer. */
export async function openUnread(port: number, request: string, perTurn: number): Promise<SlowSocket> {
  const socket = connect({ host: "127.0.0.1", port }).pause();
  socket.on("error", () => undefined); // a reset ends a connection as well as a FIN
  await once(socket, "connect");
  const many = request.repeat(perTurn);
  const timer = setInterval(() => {
    if (socket.writableLength < many.length) socket.write(many);
  }, 10);
  socket.once("close", () => clearInterval(timer));
  return { socket, lived: lifeOf(socket) };
}

function lifeOf(socket: Socket): Promise<number> {
  const startedAt = performance.now();
  return new Promise((ended) => {
    socket.once("close", () => ended(performance.now() - startedAt));
  });
}

/**
 * Sends bytes and ends the connection from this side as soon as they are sent, or when the other side has.
 *
 * @param end how: with a FIN (`end`), or with a reset.
 */
export async function sendAndLeave(
  port: number,
  bytes: string | Uint8Array,
  end: "end" | "resetAndDestroy",
): Promise<void> {
  const { socket, received } = await openConnection(port);
  socket.write(bytes, () => socket[end]());
  await Promise.race([received, delay(1000, undefined, { ref: false })]);
  socket.destroy();
}

/** Sends many requests at once and breaks off the connection when the first of them is answered. */
export async function leaveAtFirstAnswer(port: number, requests: string): Promise<void> {
  const { socket } = await openConnection(port);
  socket.write(requests);
  await once(socket, "data");
  socket.resetAndDestroy();
}
