import { Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";

/** A request that is passed on, all of it. */
export interface Passed {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

export interface UpstreamAnswer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A node behind a load balancer. */
export interface Upstream {
  readonly url: string;
  /** What the last look at `/ready` found. */
  readonly isReady: boolean;
  /** Looks at `/ready` now. */
  look(): Promise<boolean>;
  /** `not sent` if there was no connection; `no answer` if it broke, and nobody knows what happened. */
  send(passed: Passed): Promise<UpstreamAnswer | "not sent" | "no answer">;
  /** Ends the looking. Resolves when nothing is under way any more. */
  retire(): Promise<void>;
}

const lookMilliseconds = 200;
const patienceMilliseconds = 1000;

export function createUpstream(url: string): Upstream {
  const agent = new Agent({ keepAlive: true });
  const underWay = new Set<Promise<unknown>>();
  let isReady = false;
  const look = async () => {
    const answer = await fetch(`${url}ready`, { signal: AbortSignal.timeout(patienceMilliseconds) }).catch(
      () => undefined,
    );
    isReady = answer?.ok === true;
    return isReady;
  };
  const timer = setInterval(() => void look(), lookMilliseconds).unref();
  return {
    url,
    get isReady() {
      return isReady;
    },
    look,
    send: (passed) => {
      const sending = sendTo(url, agent, passed);
      underWay.add(sending);
      return sending.finally(() => underWay.delete(sending));
    },
    retire: async () => {
      clearInterval(timer);
      await Promise.all(underWay);
      agent.destroy();
    },
  };
}

const sendTo = (url: string, agent: Agent, { path, body, ...passed }: Passed) =>
  new Promise<UpstreamAnswer | "not sent" | "no answer">((resolve) => {
    const outgoing = request(new URL(path ?? "", url), { ...passed, agent });
    let isConnected = false;
    outgoing.on("socket", (socket) => {
      isConnected = !socket.connecting; // one that was used before
      if (socket.connecting)
        socket.once("connect", () => {
          isConnected = true;
        });
    });
    outgoing.on("error", () => resolve(isConnected ? "no answer" : "not sent"));
    outgoing.on("response", async (response) => {
      const chunks = await response.toArray().catch(() => undefined);
      const { statusCode: status, headers } = response;
      resolve(chunks ? { status, headers, body: Buffer.concat(chunks) } : "no answer");
    });
    outgoing.end(body);
  });
