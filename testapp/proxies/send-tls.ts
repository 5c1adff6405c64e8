import type { IncomingHttpHeaders } from "node:http";
import { type RequestOptions, request } from "node:https";
import { checkServerIdentity } from "node:tls";
import type { ReverseProxy } from "./proxy.ts";

export interface TlsRequest {
  readonly host: string;
  readonly path: string;
  /** `GET` by default. */
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Where it comes from: any address of 127.0.0.0/8. */
  readonly from?: string;
}

export interface TlsAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Sends one request over a connection of its own. Rejects if the certificate is not good. */
export function sendTls(proxy: ReverseProxy, { body, ...asked }: TlsRequest): Promise<TlsAnswer> {
  const outgoing = open(proxy, asked);
  outgoing.end(body);
  return answerOf(outgoing);
}

/**
 * Begins to send a body and never goes on. Resolves with what is answered in the end, empty if it is nothing.
 *
 * @param asked its headers say how long the body were.
 */
export async function sendHalf(proxy: ReverseProxy, asked: Omit<TlsRequest, "body">): Promise<string> {
  const outgoing = open(proxy, asked);
  outgoing.write("{");
  return answerOf(outgoing).then(
    ({ text }) => text,
    () => "",
  );
}

function open(proxy: ReverseProxy, { host, path, method, headers, from }: Omit<TlsRequest, "body">) {
  const options: RequestOptions = {
    host: "127.0.0.1",
    port: proxy.httpsPort,
    path,
    method: method ?? "GET",
    headers: { Host: host, ...headers },
    agent: false,
    servername: host,
    ca: proxy.authority(),
    checkServerIdentity: (name, certificate) => checkServerIdentity(proxy.certified(name), certificate),
    ...(from !== undefined && { localAddress: from }),
  };
  return request(options);
}

const answerOf = (outgoing: ReturnType<typeof request>) =>
  new Promise<TlsAnswer>((resolve, reject) => {
    outgoing.on("error", reject);
    outgoing.on("response", async (incoming) => {
      const chunks: Buffer[] = await incoming.toArray();
      const text = Buffer.concat(chunks).toString();
      outgoing.destroy();
      resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
    });
  });
