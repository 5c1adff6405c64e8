import { errorBody, newId, requestErrorBody } from "@tiauth/protocol";

/** What goes back over HTTP. */
export interface Answer {
  readonly status: number;
  /** JSON, without a token. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The action was never performed. The message repeats nothing of what the caller sent. */
export const notTaken = (
  status: number,
  error: { readonly code: string; readonly message: string },
  headers?: Readonly<Record<string, string>>,
): Answer => ({ status, body: requestErrorBody(error), headers });

/** An action's refusal that was found out here, without a call. */
export const refusal = (errorCode: string): Answer => ({ status: 200, body: errorBody(newId(), errorCode) });

export const methodNotAllowed = notTaken(
  405,
  { code: "method_not_allowed", message: "Only POST is answered here." },
  { Allow: "POST" },
);
export const crossOrigin = notTaken(403, {
  code: "cross_origin",
  message: "The request does not come from a page of this origin.",
});
export const invalidCookie = notTaken(403, {
  code: "invalid_cookie",
  message: "A cookie is forged or stale. It is gone now; start again.",
});
export const badRequest = notTaken(400, { code: "invalid_request", message: "This is not a valid HTTP request." });
export const bodyTooLarge = notTaken(413, { code: "body_too_large", message: "The body is longer than 16 KiB." });
export const invalidBody = notTaken(400, { code: "invalid_json", message: "The body is incomplete or not UTF-8." });
export const bodyWasRead = notTaken(500, {
  code: "body_was_read",
  message: "Something read the body before the handler could: mount the handler before what parses bodies.",
});
export const unavailable = notTaken(
  503,
  { code: "auth_server_unavailable", message: "The auth server cannot be reached just now; try again." },
  { "Retry-After": "1" },
);

/** Never kept by a cache, never guessed at. */
export const toResponse = ({ status, body, headers }: Answer): Response =>
  new Response(body, {
    status,
    headers: {
      "Content-Type": "application/json",
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      ...headers,
    },
  });
