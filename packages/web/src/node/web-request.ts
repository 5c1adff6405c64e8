import type { IncomingMessage } from "node:http";

/** A request of Node, with what Express adds to it. */
export interface NodeRequest extends IncomingMessage {
  /** The target before a router took its own path off. */
  readonly originalUrl?: string;
  /** `http` or `https`, as a proxy says that Express is told to trust. */
  readonly protocol?: string;
  /** The sender's address, before the proxies that Express is told to trust. */
  readonly ip?: string | undefined;
  /** What a parser made of the body. */
  readonly body?: unknown;
}

/** What a Web-standard request takes as its body. */
type Body = string | Uint8Array<ArrayBuffer>;

/** A request of Node as a Web-standard one, with the body that is given. Undefined if there can be none: TRACE. */
export function toWebRequest(request: NodeRequest, body?: Body): Request | undefined {
  const { method = "GET", headers, socket } = request;
  const target = request.originalUrl ?? request.url ?? "";
  const host = headers.host ?? headers[":authority"] ?? "host.invalid"; // of HTTP/2; of a probe that speaks HTTP/1.0
  const scheme = request.protocol ?? ("encrypted" in socket ? "https" : "http");
  if (!target.startsWith("/") || !/^[\w.:[\]-]+$/.test(String(host))) return undefined;
  try {
    return new Request(`${scheme}://${host}${target}`, { method, headers: headersOf(request), body: body ?? null });
  } catch {
    return undefined;
  }
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const [name = "", value = ""] = rawHeaders.slice(index, index + 2);
    if (!name.startsWith(":")) headers.append(name, value);
  }
  return headers;
}
