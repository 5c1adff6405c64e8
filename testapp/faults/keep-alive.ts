import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { ActionName } from "@tiauth/protocol";
import { bodyOf } from "../wire/request.ts";

/** What came back, as it stood on the wire. */
export interface RawAnswer {
  readonly status: number;
  /** `Retry-After`, undefined where there was none. */
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** A connection that stays open, for one request after the other. It costs the asking process as little as can be. */
export interface KeepAlive {
  readonly socket: Socket;
  /**
   * Sends a request as it is. The one before has to be answered.
   *
   * @throws {Error} if the connection ends before the answer.
   */
  send(request: string): Promise<RawAnswer>;
  close(): void;
}

export async function openKeepAlive(port: number): Promise<KeepAlive> {
  const socket = connect({ host: "127.0.0.1", port, noDelay: true });
  socket.setEncoding("latin1"); // of which every byte is a character: lengths are right
  await once(socket, "connect");
  let received = "";
  let settle: ((outcome: RawAnswer | Error) => void) | undefined;
  const finish = (outcome: RawAnswer | Error) => {
    const settled = settle;
    settle = undefined;
    settled?.(outcome);
  };
  socket.on("data", (chunk: string) => {
    received += chunk;
    const answer = parseAnswer(received);
    if (!answer) return;
    received = "";
    finish(answer);
  });
  socket.on("error", finish);
  socket.on("close", () => finish(new Error("The connection ended before the answer.")));
  const send = (request: string) =>
    new Promise<RawAnswer>((resolve, reject) => {
      if (socket.destroyed) return reject(new Error("The connection has ended."));
      settle = (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome));
      socket.write(request);
    });
  return { socket, send, close: () => void socket.destroy() };
}

/** The whole answer; undefined if it is not all there yet. Every answer says its length. */
function parseAnswer(bytes: string): RawAnswer | undefined {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const head = bytes.slice(0, headEnd);
  const lengthBytes = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  const text = bytes.slice(headEnd + 4);
  if (text.length < lengthBytes) return undefined;
  return { status: Number(head.slice(9, 12)), retryAfter: /^retry-after: (.+)$/im.exec(head)?.[1], text };
}

/** A request with this body, as bytes. */
export const postOf = (body: string): string =>
  `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** A request for an action, as bytes; the arguments' names are the wire's. */
export const requestOf = (action: ActionName, args: Readonly<Record<string, unknown>>): string =>
  postOf(bodyOf(action, args));

/** `ok`, the error code, or what HTTP says instead: `HTTP 429` for instance. */
export function outcomeOf({ status, text }: RawAnswer): string {
  if (status !== 200) return `HTTP ${status}`;
  return /"error_code":"(\w+)"/.exec(text)?.[1] ?? "ok";
}
