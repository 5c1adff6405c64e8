import type { ServerResponse } from "node:http";
import { pipeline, Readable } from "node:stream";
import { ReadableStream } from "node:stream/web";
import { type AnyBody, fixedHeaders, type HttpAnswer } from "./answer.ts";

/** Names and values in turn, as Node.js writes them fastest. */
export type FlatHeaders = readonly string[];

const flat = (headers: Readonly<Record<string, string>>): FlatHeaders => Object.entries(headers).flat();
const fixed = flat(fixedHeaders);

/**
 * Answers a request, unless it was answered before or nobody is there any more.
 *
 * @param more headers beside the answer's own.
 */
export function writeAnswer(outgoing: ServerResponse, answer: HttpAnswer<AnyBody>, more: FlatHeaders): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  const { status, body, headers } = answer;
  const own = headers ? flat({ ...fixedHeaders, ...headers }) : fixed;
  if (body instanceof ReadableStream) {
    outgoing.writeHead(status, [...own, ...more]);
    pipeline(Readable.fromWeb(body), outgoing, () => undefined); // whoever leaves in between is no error
  } else if (body === "") {
    outgoing.writeHead(status, [...own, ...more]).end();
  } else {
    outgoing.writeHead(status, [...own, ...more, "Content-Length", String(Buffer.byteLength(body))]).end(body);
  }
}
