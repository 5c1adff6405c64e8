/**
 * Why a POST brought nothing:
 * - `connection`: there was none; the request surely did not arrive.
 * - `transport`: the connection broke; the request may or may not have arrived.
 * - `timeout`: the deadline came first; the same.
 * - `status`: answered, but not with 200; {@link PostError.status} has it.
 * - `answer`: answered with 200 and something that cannot be read.
 */
export type PostFailure = "connection" | "transport" | "timeout" | "status" | "answer";

/** A POST that failed. The message says what the other side did, "answered 500" for instance; never a body or a secret. */
export class PostError extends Error {
  override readonly name = "PostError";
  readonly failure: PostFailure;
  readonly status: number | undefined;

  constructor(failure: PostFailure, message: string, status?: number) {
    super(message);
    this.failure = failure;
    this.status = status;
  }
}
