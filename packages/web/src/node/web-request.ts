import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";

/** What Express adds to a request. */
export interface NodeRequest extends IncomingMessage {
  /** Before a router took its own path off. */
  readonly originalUrl?: string;
  readonly protocol?: string;
  /** The sender's address, behind the proxies that Express is told to trust. */
  readonly ip?: string | undefined;
  /** What a parser of bodies made of it. */
  readonly body?: unknown;
}

/** A request of Node as a Web-standard one. Undefined if its host or path is none. */
export function toWebRequest(request: NodeRequest): Request | undefined {
  const { method = "GET", headers, socket } = request;
  const scheme = request.protocol ?? ("encrypted" in socket && socket.encrypted ? "https" : "http");
  const url = `${scheme}://${headers.host}${request.originalUrl ?? request.url}`;
  if (!URL.canParse(url)) return undefined;
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(url, { method, headers: toHeaders(request), ...(hasBody ? bodyOf(request) : {}) });
}

function toHeaders({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2)
    if (!rawHeaders[index]?.startsWith(":")) headers.append(rawHeaders[index] ?? "", rawHeaders[index + 1] ?? "");
  return headers;
}

/** The stream, which nobody reads unless the body is asked for; or what a parser has left of it. */
function bodyOf(request: NodeRequest): { body: BodyInit; duplex: "half" } {
  const { body } = request;
  const isParsed = request.readableDidRead && body !== undefined;
  // Of the stream's chunks `Request` takes any that are bytes.
  if (!isParsed) return { body: Readable.toWeb(request) as ReadableStream, duplex: "half" };
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  return { body: isRaw ? new Uint8Array(Buffer.from(body)) : JSON.stringify(body), duplex: "half" };
}
