import type { IncomingHttpHeaders } from "node:http";
import { type ClientContext, clientContextHeader, readClientContext } from "@tiauth/protocol";
import { parseAddress } from "./client-address.ts";

/** Who sent a request: the person, not the backend that may have forwarded it. */
export interface Sender extends ClientContext {
  readonly clientAddress: string;
}

/** A request that was read. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  /** Of its socket, or by proxies that are trusted. */
  readonly clientAddress: string;
  readonly body: string;
}

const headerName = clientContextHeader.toLowerCase();

/**
 * Tells who sent a request: by itself, or by the client context, if it has one. What that does not know is unknown, but
 * for the address: then it is the backend's own.
 *
 * @param sharedSecret what client contexts are signed with. Without it none is valid.
 * @returns undefined if the context is not valid.
 */
export function createSenders(sharedSecret: string | undefined) {
  return (received: Received): Sender | Promise<Sender | undefined> => {
    const { headers, clientAddress } = received;
    const header = headers[headerName];
    if (header !== undefined) return forwarded(String(header), received, sharedSecret);
    return { clientAddress, userAgent: headers["user-agent"], acceptLanguage: headers["accept-language"] };
  };
}

async function forwarded(header: string, { clientAddress, body }: Received, secret: string | undefined) {
  const context = secret ? await readClientContext({ header, body, secret }) : undefined;
  const address = context && parseAddress(context.clientAddress ?? clientAddress);
  return address && { ...context, clientAddress: address.toString() };
}
