import { type Answer, bodyTooLarge, bodyWasRead, invalidBody } from "./answer.ts";

/** As the auth server takes them. */
const maxBytes = 16 * 1024;

/** The body, or what to answer instead: 413 over 16 KiB, counted as it streams; 400 if it is not UTF-8 or breaks off. */
export async function readBody(request: Request): Promise<string | Answer> {
  if (request.bodyUsed) return bodyWasRead;
  // Before anything of it is read: to leave a stream early can end the connection.
  if (Number(request.headers.get("content-length")) > maxBytes) return bodyTooLarge;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let lengthBytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      lengthBytes += chunk.byteLength;
      if (lengthBytes > maxBytes) return bodyTooLarge;
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch {
    return invalidBody;
  }
}
