import type { IncomingMessage } from "node:http";

const maxBodyBytes = 16 * 1024;

/** The text of a body, or why there is none. */
export type Body = { readonly text: string } | "too_large" | "invalid_utf8" | "aborted";

/**
 * Reads a request's body as text, counting bytes as they stream: at most 16 KiB, chunked or not (REQUIREMENTS H1).
 * A byte order mark is kept; JSON does not allow one.
 *
 * @returns never rejects: a caller who hangs up is no error (REQUIREMENTS H4). After `too_large` the rest is unread.
 */
export async function readBody(incoming: IncomingMessage): Promise<Body> {
  if (Number(incoming.headers["content-length"] ?? 0) > maxBodyBytes) return "too_large";
  if (incoming.destroyed) return "aborted"; // and no event would ever come
  const bytes = await readBytes(incoming);
  if (typeof bytes === "string") return bytes;
  try {
    // `fatal`, or bad bytes would silently become U+FFFD.
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return "invalid_utf8";
  }
}

function readBytes(incoming: IncomingMessage): Promise<Uint8Array | "too_large" | "aborted"> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let lengthBytes = 0;
    const onData = (chunk: Buffer) => {
      lengthBytes += chunk.length;
      if (lengthBytes <= maxBodyBytes) return void chunks.push(chunk);
      incoming.off("data", onData);
      incoming.pause();
      resolve("too_large");
    };
    incoming.on("data", onData);
    incoming.on("end", () => resolve(Buffer.concat(chunks)));
    // After `end` or `too_large` these two say nothing new: a promise settles once.
    incoming.on("error", () => resolve("aborted"));
    incoming.on("close", () => resolve("aborted"));
  });
}
