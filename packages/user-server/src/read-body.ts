import { errorResponse } from "./responses.ts";

/** The largest well-formed request is far smaller. */
const maxBytes = 64 * 1024;

/** The body, or what to answer instead: 413 over 64 KiB, counted as it streams; 400 if it is not UTF-8 or breaks off. */
export async function readBody(request: Request): Promise<string | Response> {
  // `ignoreBOM` keeps a byte order mark: the signature covers it.
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let text = "";
  let lengthBytes = 0;
  try {
    for await (const chunk of request.body ?? []) {
      lengthBytes += chunk.byteLength;
      if (lengthBytes > maxBytes) return errorResponse(413, "body_too_large", "The body is larger than 64 KiB.");
      text += decoder.decode(chunk, { stream: true });
    }
    return text + decoder.decode();
  } catch {
    return errorResponse(400, "invalid_json", "The body is incomplete or not UTF-8.");
  }
}
