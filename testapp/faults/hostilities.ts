import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { UserServerAnswer } from "../harness/interceptions.ts";

/** One request to the user server, with everything that can be done to whoever sent it. */
export interface HostileExchange {
  readonly body: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly socket: Socket;
  /** Does what was asked (it is committed then), and resolves with the right answer, which nobody has been sent yet. */
  readonly answer: () => Promise<UserServerAnswer>;
}

/** What happens to a request. */
export type Hostility = (exchange: HostileExchange) => void | Promise<void>;

type Fields = Readonly<Record<string, unknown>>;

const send = (response: ServerResponse, { status, body }: UserServerAnswer) =>
  void response.writeHead(status, { "Content-Type": "application/json" }).end(body);

/** Writes again and again until the connection is gone. */
async function untilGone(socket: Socket, write: () => void, everyMilliseconds: number): Promise<void> {
  while (!socket.destroyed) {
    write();
    await delay(everyMilliseconds);
  }
}

/** Bytes as fast as they are taken, until the connection is gone. */
async function flood(socket: Socket, write: () => boolean): Promise<void> {
  while (!socket.destroyed) {
    const isTaken = write();
    // A full socket drains when it likes, or never: looking again is enough here.
    if (!isTaken) await delay(5);
  }
}

const zeros = Buffer.alloc(64 * 1024);

/** Everything that a user server can do to a caller. */
export const hostile = {
  notAtAll:
    (): Hostility =>
    async ({ answer, response }) =>
      send(response, await answer()),
  delaying:
    (seconds: number): Hostility =>
    async ({ answer, response }) => {
      await delay(seconds * 1000);
      send(response, await answer());
    },
  hangingBefore: (): Hostility => () => undefined,
  hangingAfter:
    (): Hostility =>
    async ({ answer }) =>
      void (await answer()),
  closingBefore:
    (): Hostility =>
    ({ socket }) =>
      void socket.destroy(),
  closingAfter:
    (): Hostility =>
    async ({ answer, socket }) => {
      await answer();
      socket.destroy();
    },
  resetting:
    (): Hostility =>
    ({ socket }) =>
      void socket.resetAndDestroy(),
  answering:
    (status: number, body: string | Buffer = ""): Hostility =>
    ({ response }) =>
      void response.writeHead(status).end(body),
  /** The right answer, with a status that says something else. */
  contradicting:
    (status: number): Hostility =>
    async ({ answer, response }) =>
      send(response, { ...(await answer()), status }),
  redirecting:
    (status: number, location: string): Hostility =>
    ({ response }) =>
      void response.writeHead(status, { Location: location }).end(),
  /** The right answer with other values; a function is given the user that was asked for. */
  changing:
    (change: (user: Fields) => Fields): Hostility =>
    async ({ answer, response }) => {
      const { status, body } = await answer();
      const right = JSON.parse(body);
      const values = right.values?.user
        ? { user: { ...right.values.user, ...change(right.values.user) } }
        : right.values;
      send(response, { status, body: JSON.stringify({ ...right, values }) });
    },
  /** The right answer in this content encoding. */
  compressing:
    (): Hostility =>
    async ({ answer, response }) => {
      const { body } = await answer();
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync(body));
    },
  /** 1 GiB of blanks in 1 MiB. */
  bombing:
    (bomb: Buffer): Hostility =>
    ({ response }) =>
      void response.writeHead(200, { "Content-Encoding": "gzip" }).end(bomb),
  /** An answer of so many bytes, announced or in chunks. */
  padding:
    (bytes: number, framing: "announced" | "chunked"): Hostility =>
    async ({ answer, response }) => {
      const padded = (await answer()).body.padEnd(bytes);
      response.writeHead(200, framing === "announced" ? { "Content-Length": bytes } : {});
      response.write(padded.slice(0, 10));
      response.end(padded.slice(10));
    },
  /** Announces 4 GiB and begins to send them. */
  flooding:
    (): Hostility =>
    ({ response, socket }) => {
      response.writeHead(200, { "Content-Length": 4 * 1024 ** 3 });
      return flood(socket, () => response.write(zeros));
    },
  /** Chunks without end, as fast as they are taken. */
  chunkingWithoutEnd:
    (): Hostility =>
    ({ response, socket }) => {
      response.writeHead(200);
      return flood(socket, () => response.write(zeros));
    },
  /** One byte after the other, so slowly that it never ends. */
  dripping:
    (): Hostility =>
    ({ response, socket }) => {
      response.writeHead(200, { "Content-Length": 60_000 });
      return untilGone(socket, () => response.write(" "), 100);
    },
  drippingHeaders:
    (): Hostility =>
    ({ socket }) => {
      socket.write("HTTP/1.1 200 OK\r\nX-Slow: ");
      return untilGone(socket, () => socket.write("a"), 100);
    },
  hintingWithoutEnd:
    (): Hostility =>
    ({ socket }) =>
      flood(socket, () => socket.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(100))),
  hugeHeaders:
    (): Hostility =>
    ({ socket }) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      return flood(socket, () => socket.write(`X-${randomBytes(8).toString("hex")}: ${"a".repeat(16_000)}\r\n`));
    },
  /** Bytes that are no HTTP. */
  garbage:
    (): Hostility =>
    ({ socket }) =>
      void socket.end(randomBytes(4096)),
  /** These bytes instead of an answer; then the connection is closed. */
  raw:
    (bytes: string | Buffer): Hostility =>
    ({ socket }) =>
      void socket.end(bytes),
  /** The right answer the way it was done in 1996: it ends where the connection does. */
  http10:
    (): Hostility =>
    async ({ answer, socket }) => {
      socket.end(`HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n${(await answer()).body}`);
    },
  /** Half of the right answer, all of it announced. */
  cutShort:
    (): Hostility =>
    async ({ answer, socket }) => {
      const { body } = await answer();
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, body.length / 2)}`);
    },
  /** The right answer, and behind it a second one that nobody asked for, for whoever uses the connection next. */
  answeringTwice:
    (second: string): Hostility =>
    async ({ answer, socket }) => {
      const head = (body: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
      socket.write(head((await answer()).body) + head(second));
    },
};
