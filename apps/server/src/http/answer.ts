import type { ReadableStream } from "node:stream/web";
import { requestErrorBody } from "@tiauth/protocol";

/** What goes back over HTTP: JSON and short, unless its headers say otherwise. */
export interface HttpAnswer<Body = string> {
  readonly status: number;
  /** Empty for none. */
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
}

/** All that can be sent: texts, the bytes of files, answers that go on. */
export type AnyBody = string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;

/** On every answer: nothing of an auth server may be kept or guessed at (REQUIREMENTS H3). */
export const fixedHeaders = {
  "Content-Type": "application/json",
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
} as const;

/** An answer other than an action's own. The message never repeats what the caller sent. */
export const refusal = (
  status: number,
  error: { readonly code: string; readonly message: string },
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer => ({ status, body: requestErrorBody(error), headers });

export const methodNotAllowed = (allow: string): HttpAnswer =>
  refusal(405, { code: "method_not_allowed", message: "This route does not take this method." }, { Allow: allow });

export const notFound = refusal(404, { code: "not_found", message: "There is nothing here." });
export const badRequest = refusal(400, { code: "invalid_request", message: "This is not a valid HTTP request." });
export const internalError = refusal(500, { code: "internal_error", message: "Something broke; see the log." });
export const bodyTooLarge = refusal(413, { code: "body_too_large", message: "The body is longer than 16 KiB." });
export const invalidUtf8 = refusal(400, { code: "invalid_json", message: "The body is not valid UTF-8." });
export const invalidClientContext = refusal(400, {
  code: "invalid_client_context",
  message:
    "Tiauth-Client-Context must be signed for this body with TIAUTH_USER_SERVER_SECRET, less than five minutes ago, and its client_address be an IP address. A server without that secret takes no such header.",
});
export const stopping = refusal(
  503,
  { code: "stopping", message: "The server is stopping; try again." },
  { "Retry-After": "1", Connection: "close" },
);
