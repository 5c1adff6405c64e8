import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { listenOnLoopback } from "./loopback.ts";
import { createUpstream, type Upstream } from "./upstream.ts";

/**
 * A small load balancer: each request goes to the next node that is ready, whoever asks. It is tried on another one only if
 * it surely did not reach the first. While none is ready all are asked: they know better what is wrong.
 */
export interface RoundRobin {
  readonly url: string;
  readonly port: number;
  /**
   * Sends requests to the node at this URL from when its `/ready` is answered 200. Resolves then.
   *
   * @throws {Error} if it is not ready within 15 s.
   */
  putIn(url: string): Promise<void>;
  /** Sends no more requests there. Resolves when those under way are answered. */
  takeOut(url: string): Promise<void>;
  close(): Promise<void>;
}

const readySeconds = 15;

export async function startRoundRobin(): Promise<RoundRobin> {
  let upstreams: readonly Upstream[] = [];
  let turn = 0;
  const inTurn = () => {
    const ready = upstreams.filter(({ isReady }) => isReady);
    const asked = ready.length > 0 ? ready : upstreams;
    turn += 1;
    return asked.map((_, index) => asked[(index + turn) % asked.length]).filter((upstream) => upstream !== undefined);
  };
  const server = createServer((incoming, outgoing) => void passOn(incoming, outgoing, inTurn));
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}/`,
    port,
    putIn: async (url) => {
      const upstream = createUpstream(url);
      await untilReady(upstream);
      upstreams = [...upstreams, upstream];
    },
    takeOut: async (url) => {
      const leaving = upstreams.filter((upstream) => upstream.url === url);
      upstreams = upstreams.filter((upstream) => upstream.url !== url);
      await Promise.all(leaving.map(({ retire }) => retire()));
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await Promise.all(upstreams.map(({ retire }) => retire()));
    },
  };
}

async function untilReady({ url, look }: Upstream): Promise<void> {
  const deadline = performance.now() + readySeconds * 1000;
  while (!(await look())) {
    if (performance.now() > deadline) throw new Error(`${url} was not ready within ${readySeconds} s.`);
    await delay(20);
  }
}

async function passOn(incoming: IncomingMessage, outgoing: ServerResponse, inTurn: () => readonly Upstream[]) {
  const chunks: readonly Buffer[] | undefined = await incoming.toArray().catch(() => undefined);
  if (!chunks) return; // whoever asked is gone
  const { method, url: path, headers } = incoming;
  const body = Buffer.concat(chunks);
  const passed = { method, path, headers: ofMessage(headers, body), body };
  for (const upstream of inTurn()) {
    const answer = await upstream.send(passed);
    if (answer === "not sent") continue;
    if (answer === "no answer") return void outgoing.writeHead(502).end();
    return void outgoing.writeHead(answer.status ?? 502, ofMessage(answer.headers, answer.body)).end(answer.body);
  }
  outgoing.writeHead(503).end();
}

/** Without those that are of the connection it came over. */
function ofMessage(headers: OutgoingHttpHeaders, body: Buffer): OutgoingHttpHeaders {
  const { connection: _, "keep-alive": __, "transfer-encoding": ___, ...kept } = headers;
  return { ...kept, "content-length": body.length };
}
