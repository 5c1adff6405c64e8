import type { IncomingMessage } from "node:http";

/** A name or an address, and maybe a port. */
const validHost = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i;

/**
 * The path that a request asks for, as it is written and without its query. Another host in it does not matter.
 *
 * @returns undefined if its `Host` or its target is none. HTTP/1.0 may leave `Host` out (RFC 9112 §3.2).
 */
export function pathOf({ url = "", headers: { host }, httpVersion }: IncomingMessage): string | undefined {
  const isAddressed = host === undefined ? httpVersion === "1.0" : validHost.test(host);
  const target = url.startsWith("/") ? url : pathOfAbsolute(url);
  if (!isAddressed || target === undefined) return undefined;
  const query = target.indexOf("?");
  return query < 0 ? target : target.slice(0, query);
}

const pathOfAbsolute = (url: string) =>
  /^https?:\/\//i.test(url) && URL.canParse(url) ? new URL(url).pathname : undefined;
