import type { NodeRequest } from "./web-request.ts";

/** One byte more than the handler takes: it must see that there is too much. */
const maxBytes = 16 * 1024 + 1;

/**
 * The body, or its beginning if it is longer than the handler takes; or what a parser made of it.
 *
 * @throws if somebody read it and kept nothing.
 */
export async function readIncoming(request: NodeRequest): Promise<string | Uint8Array<ArrayBuffer>> {
  const { body } = request;
  if (!request.readableDidRead) return readStream(request);
  if (body === undefined) throw new Error("Something read the body: use nodeAuth(auth) before what parses bodies.");
  if (typeof body === "string") return body;
  return body instanceof Uint8Array ? new Uint8Array(body) : JSON.stringify(body);
}

/** Not by iterating: to leave that early ends the connection, and with it the answer. What is left over is let through. */
function readStream(request: NodeRequest): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((resolve) => {
    const chunks: Uint8Array[] = [];
    let lengthBytes = 0;
    const finish = () => resolve(new Uint8Array(Buffer.concat(chunks)));
    request.on("data", (chunk: Uint8Array) => {
      if (lengthBytes >= maxBytes) return;
      lengthBytes += chunk.byteLength;
      chunks.push(chunk);
      if (lengthBytes >= maxBytes) finish();
    });
    // One that breaks off is closed without an end: what came of it is no JSON, and nobody reads the answer.
    request.once("end", finish).once("error", finish).once("close", finish);
  });
}
