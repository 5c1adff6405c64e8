import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { bodyTooLarge, type HttpAnswer, invalidUtf8 } from "./answer.ts";

const maxBodyBytes = 16 * 1024;

/**
 * Reads a request's body as text, counting bytes as they stream: at most 16 KiB, chunked or not (REQUIREMENTS H1).
 *
 * @returns the text, or what to refuse the request with. Never rejects, and never settles if the caller hangs up before
 *   the end: nobody is there to be answered then, and it is no error (REQUIREMENTS H4).
 */
export function readBody(incoming: IncomingMessage): Promise<string | HttpAnswer> {
  return new Promise((resolve) => {
    if (Number(incoming.headers["content-length"] ?? 0) > maxBodyBytes) return resolve(bodyTooLarge);
    const chunks: Buffer[] = [];
    let lengthBytes = 0;
    incoming.on("data", (chunk: Buffer) => {
      lengthBytes += chunk.length;
      if (lengthBytes <= maxBodyBytes) chunks.push(chunk);
      else resolve(bodyTooLarge); // and the rest goes nowhere
    });
    incoming.on("end", () => resolve(decode(chunks)));
  });
}

/** A byte order mark is kept; JSON does not allow one. */
function decode(chunks: readonly Buffer[]): string | HttpAnswer {
  const [first, ...others] = chunks;
  const bytes = first && others.length === 0 ? first : Buffer.concat(chunks);
  return isUtf8(bytes) ? bytes.toString() : invalidUtf8; // toString would silently make bad bytes U+FFFD
}
