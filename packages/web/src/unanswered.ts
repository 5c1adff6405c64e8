import { TransportError } from "@tiauth/client";
import { type Answer, toResponse } from "./answer.ts";

/**
 * An action of a visit was not performed: `status` 503 if the auth server gave no answer, 429 if it wants to be left alone, 403
 * if the request does not come from a page of this origin or a cookie is forged or stale. hono and Express answer with the
 * status by themselves.
 */
export class Unanswered extends TransportError {
  readonly #answer: Answer;

  constructor(answer: Answer) {
    const { code, message } = JSON.parse(answer.body).error; // made here: every status but 200 has one
    const retryAfterSeconds = Number(answer.headers?.["Retry-After"]) || undefined;
    super(message, { status: answer.status, code, retryAfterSeconds });
    this.#answer = answer;
  }

  /** What to answer whoever made the request. */
  getResponse(): Response {
    return toResponse(this.#answer);
  }
}
