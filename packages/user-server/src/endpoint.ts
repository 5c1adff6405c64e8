import { signatureHeader, verifySignature } from "@tiauth/protocol";
import { readBody } from "./read-body.ts";
import { errorResponse, jsonResponse } from "./responses.ts";

export interface EndpointOptions {
  /** Answers a body that may be trusted to come from Tiauth. `body` of its answer is JSON. */
  readonly answer: (body: string) => Promise<{ readonly status: number; readonly body: string }>;
  /** The secret shared with Tiauth. Without one anybody is answered: only where nobody else can connect. */
  readonly secret?: string | undefined;
}

/**
 * An endpoint that only Tiauth can use, as a function of Web-standard requests.
 *
 * It answers 405 to other methods than POST, 413 over 64 KiB, 400 if the body is not UTF-8, and 401 if there is a secret
 * and the request was not signed with it within the last 5 minutes. `{ "error": { "code", "message" } }` says which.
 *
 * @returns a function that rejects only with what `answer` rejects with.
 * @throws {RangeError} at once if the secret is empty, which would protect nothing.
 */
export function createEndpoint({ answer, secret }: EndpointOptions): (request: Request) => Promise<Response> {
  if (secret === "") throw new RangeError("The secret is empty.");
  return async (request) => {
    if (request.method !== "POST") return errorResponse(405, "method_not_allowed", "Only POST is answered here.");
    const body = await readBody(request);
    if (typeof body !== "string") return body;
    if (secret !== undefined && !(await isSigned(request, body, secret)))
      return errorResponse(401, "invalid_signature", `${signatureHeader} is missing, wrong or too old.`);
    const { status, body: answerBody } = await answer(body);
    return jsonResponse(status, answerBody);
  };
}

const isSigned = (request: Request, body: string, secret: string) =>
  verifySignature({ signature: request.headers.get(signatureHeader), body, secret });
