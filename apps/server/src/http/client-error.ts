import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { fixedHeaders, type HttpAnswer, refusal } from "./answer.ts";

const malformed = refusal(400, { code: "invalid_request", message: "This is not a valid HTTP request." });
const answers: Readonly<Record<string, HttpAnswer>> = {
  HPE_HEADER_OVERFLOW: refusal(431, { code: "headers_too_large", message: "The headers are longer than 16 KiB." }),
  ERR_HTTP_REQUEST_TIMEOUT: refusal(408, { code: "timeout", message: "The request took too long to arrive." }),
};

/**
 * Answers what never became a request, in the form of all other answers, and closes the connection. Not logged:
 * anybody can cause it (REQUIREMENTS C2, H4).
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  // A peer that has gone, or that is in the middle of an answer, cannot be told.
  if (error.code === "ECONNRESET" || !socket.writable || isAnswering(socket)) return void socket.destroy();
  socket.write(toBytes(answers[error.code ?? ""] ?? malformed));
  socket.end(() => socket.destroy());
}

/** Node's own handler looks at the same field: an answer that has begun cannot be replaced by another one. */
const isAnswering = (socket: Duplex & { readonly _httpMessage?: { readonly headersSent: boolean } | null }) =>
  socket._httpMessage?.headersSent === true;

function toBytes({ status, body }: HttpAnswer): string {
  const headers = { ...fixedHeaders, "Content-Length": Buffer.byteLength(body), Connection: "close" };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", body].join("\r\n");
}
